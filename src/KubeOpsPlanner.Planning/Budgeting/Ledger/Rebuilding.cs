namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// A ledger that is missing or that somebody else wrote has forgotten what it admitted. It is marked, so that every
/// replica denies growth, until all that may have been admitted before is either stored or dead, and a live list shows
/// it. A new ledger starts with the mark, and loses it at once when none of its budgets ever had another.
/// </summary>
internal static class Rebuilding
{
    public static void Advance(LedgerTurn turn)
    {
        var state = turn.State;
        if (!state.IsCellCurrent || state.Write is not null)
            return;

        if (state.Cell is null && state.Stamp.Generation == 0 && state.View.Versions.Budgets == 0)
            return;

        if (state.Cell is null)
            Mark(turn, LedgerCell.Blank);
        else if (state.IsRewound || (state.MustRebuild && state.Cell.RebuildingSince is null))
            Mark(turn, state.Cell);
        else if (state.Cell.RebuildingSince is { } since)
            Wait(turn, state.Cell, since);
        else if (state.Rebuild is not null)
            turn.State = state with { Rebuild = null };
    }

    /// <summary>Nothing is known that the ledger might have lost, so that it is worth waiting for it.</summary>
    public static bool MayEndAtOnce(LedgerState state) =>
        state is { Cell.RebuildingSince: 1, MustRebuild: false, Rebuild: null or { IsLoss: false } }
        && state.View.Budgets.Values.All(budget => state.FirstLedgerOf(budget) is not { } first || first == state.Stamp.Uid);

    /// <remarks>What was found may come from another cluster or another time, so its watermark says nothing.</remarks>
    private static void Mark(LedgerTurn turn, LedgerCell found)
    {
        var state = turn.State;
        if (state.Cell is null ? state.Stamp.Generation > 0 : state.IsRewound)
            turn.Emit(new LedgerEffect.ReportTampering(state.Stamp.Generation, state.Cell?.Sequence));

        Batching.Send(turn, found with { RebuildingSince = state.NextSequence, Watermark = default }, []);
    }

    private static void Wait(LedgerTurn turn, LedgerCell cell, long since)
    {
        var uid = turn.State.Stamp.Uid;
        if (turn.State.Rebuild is not { } watch || (watch.Uid, watch.Since) != (uid, since))
        {
            turn.State = turn.State with
            {
                Rebuild = new RebuildWatch(uid, since, turn.State.Now, turn.State.MustRebuild),
                List = turn.State.List with { IsStale = turn.State.List.IsUnderWay },
            };
        }

        turn.State = turn.State with { MustRebuild = false };
        var state = turn.State;
        var isFirst = HasNothingToLose(state);
        var listedFrom = state.Rebuild!.FirstSeen + (isFirst ? TimeSpan.Zero : state.Rules.Overdue);
        if (state.Now < listedFrom)
            return;

        if (state.Rebuild.ListedAt >= listedFrom)
            Batching.Send(turn, isFirst ? cell with { RebuildingSince = null } : Finish(cell, state.View), []);
        else if (state.List.RetryAt is not { } retry || retry <= state.Now)
            turn.AskForList();
    }

    /// <summary>
    /// Nobody ever reserved in this ledger, and it is the first of all its budgets. The list that is asked for in any case
    /// shows budgets of the cohort that this replica has not seen yet.
    /// </summary>
    private static bool HasNothingToLose(LedgerState state) =>
        state is { Cell.RebuildingSince: 1, Rebuild.IsLoss: false }
        && !state.View.Budgets.IsEmpty
        && state.View.Budgets.Values.All(budget => state.FirstLedgerOf(budget) == state.Stamp.Uid);

    /// <remarks>No object is as new as the bases that are left out, so nothing was admitted on them here.</remarks>
    private static LedgerCell Finish(LedgerCell cell, StoreView view) => cell with
    {
        RebuildingSince = null,
        Watermark = view.Versions,
        Reservations = cell.Reservations.RemoveAll(held => held.Base.ResourceVersion > view.Versions[held.Base.Kind]),
    };
}
