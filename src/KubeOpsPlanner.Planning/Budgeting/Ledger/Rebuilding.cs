namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// A ledger that is missing or rewound has forgotten what it admitted. It is marked, so that every replica denies
/// growth, until all that may have been admitted before is either stored or dead, and a live list shows it.
/// </summary>
internal static class Rebuilding
{
    public static void Advance(LedgerTurn turn)
    {
        var state = turn.State;
        if (!state.IsCellCurrent || state.Write is not null)
            return;

        if (state.Cell is null && state.HighestSequence == 0 && state.View.Versions.Budgets == 0)
            return;

        if (state.Cell is null && IsFirst(state))
            Batching.Send(turn, LedgerCell.Blank, []);
        else if (state.Cell is null)
            Mark(turn, LedgerCell.Blank);
        else if (state.IsRewound)
            Mark(turn, state.Cell);
        else if (state.Cell.RebuildingSince is { } since)
            Wait(turn, state.Cell, since);
        else
            turn.State = state with { Rebuild = null };
    }

    /// <summary>Budgets that were never in force have no ledger to lose, so there is nothing to wait for.</summary>
    private static bool IsFirst(LedgerState state) =>
        state.HighestSequence == 0 && !state.View.Budgets.IsEmpty && state.View.Budgets.Values.All(budget => budget.IsNew);

    private static void Mark(LedgerTurn turn, LedgerCell found)
    {
        var highest = turn.State.HighestSequence;
        if (highest > 0)
            turn.Emit(new LedgerEffect.ReportTampering(highest, turn.State.Cell?.Sequence));

        var marked = found with { Sequence = highest, RebuildingSince = highest + 1 };
        Batching.Send(turn, marked, []);
    }

    private static void Wait(LedgerTurn turn, LedgerCell cell, long since)
    {
        if (turn.State.Rebuild?.Since != since)
            turn.State = turn.State with { Rebuild = new RebuildWatch(since, turn.State.Now) };

        var state = turn.State;
        if (state.Rebuild is not { } rebuild || state.Now < rebuild.FirstSeen + state.Rules.Overdue)
            return;

        if (rebuild.HasListed)
            Batching.Send(turn, cell with { RebuildingSince = null, Watermark = cell.Watermark.Max(state.View.Versions) }, []);
        else if (state.List.RetryAt is not { } retry || retry <= state.Now)
            turn.AskForList();
    }
}
