namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Takes an event into the state; what follows from it is for the later stages.</summary>
internal static class EventIntake
{
    public static void Take(LedgerTurn turn, LedgerEvent happened)
    {
        var state = turn.State;
        var view = state.View;
        switch (happened)
        {
            case LedgerEvent.ReviewArrived arrived:
                TakeReview(turn, arrived.Review);
                break;
            case LedgerEvent.GraphObserved observed:
                turn.State = state with { View = view.See(observed.Graph) };
                break;
            case LedgerEvent.GraphDeleted deleted:
                turn.State = state with { View = view.LoseGraph(deleted.Graph, deleted.Uid) };
                break;
            case LedgerEvent.AdapterObserved observed:
                turn.State = state with { View = view.See(observed.Adapter) };
                break;
            case LedgerEvent.AdapterDeleted deleted:
                turn.State = state with { View = view.LoseAdapter(deleted.Uid) };
                break;
            case LedgerEvent.ComponentObserved observed:
                turn.State = state with { View = view.See(observed.Component) };
                break;
            case LedgerEvent.ComponentDeleted deleted:
                turn.State = state with { View = view.LoseComponent(deleted.Component, deleted.Uid) };
                break;
            case LedgerEvent.StoreAdvanced advanced:
                turn.State = state with { View = view.AdvanceTo(advanced.Store, advanced.Version) };
                break;
            case LedgerEvent.BudgetsObserved observed:
                turn.State = state with { View = view.See(observed.Budgets, observed.Version) };
                break;
            case LedgerEvent.CellObserved observed:
                CellTracking.Adopt(turn, observed.Cell, observed.Version, observed.Stamp);
                break;
            case LedgerEvent.CellRead read:
                CellTracking.TakeRead(turn, read);
                break;
            case LedgerEvent.CellReadFailed:
                turn.State = state with { CellRead = LiveRead.FailedUntil(state.Now + state.Rules.ReadRetry) };
                break;
            case LedgerEvent.CellWritten written:
                CellTracking.TakeWritten(turn, written);
                break;
            case LedgerEvent.CellWriteConflicted conflicted:
                CellTracking.TakeConflict(turn, conflicted.Number);
                break;
            case LedgerEvent.CellWriteUnknown unknown:
                CellTracking.TakeUnknown(turn, unknown.Number);
                break;
            case LedgerEvent.LiveListed listed:
                TakeList(turn, listed.Snapshot);
                break;
            case LedgerEvent.LiveListFailed:
                turn.State = state with { List = LiveRead.FailedUntil(state.Now + state.Rules.ReadRetry) };
                break;
            case LedgerEvent.ObjectRead read:
                TakeObject(turn, read);
                break;
            case LedgerEvent.ObjectReadFailed failed:
                Expiring.Postpone(turn, failed.Base);
                FinishObjectChecks(turn, failed.Base);
                break;
            case LedgerEvent.FenceCompleted fenced:
                Expiring.TakeFence(turn, fenced);
                break;
            case LedgerEvent.FenceFailed failed:
                Expiring.Postpone(turn, failed.Base);
                break;
            case LedgerEvent.Ticked:
                // A timer may be a little early; then it is needed once more.
                turn.State = state with { WakeAt = null };
                break;
            case LedgerEvent.LedgerRecorded recorded:
                Recording.Take(turn, recorded);
                break;
            case LedgerEvent.LedgerRecordFailed failed:
                Recording.Postpone(turn, failed.BudgetUid);
                break;
        }
    }

    private static void TakeReview(LedgerTurn turn, LedgerReview review)
    {
        var state = turn.State;
        if (review.GrowsNothing)
            turn.Answer(review, Judging.JudgeReduction(state.View, state.Cell?.Reservations ?? [], review));
        else
            turn.State = state with { Pending = state.Pending.Add(new PendingReview(review, state.Now)) };
    }

    private static void TakeList(LedgerTurn turn, LiveSnapshot snapshot)
    {
        var state = turn.State;
        if (!snapshot.Versions.HasReached(state.ListBeganAt))
        {
            // The server knew more when it was asked: it was put back to an older state, which the stores will show.
            turn.State = state with { MustRebuild = true, Rebuild = null, List = LiveRead.FailedUntil(state.Now + state.Rules.ReadRetry) };
            return;
        }

        turn.State = state with
        {
            View = state.View.See(snapshot),
            List = LiveRead.None,
            Rebuild = state.List.IsStale ? state.Rebuild : state.Rebuild?.ListedFrom(state.List.BeganAt),
            Pending = [.. state.Pending.Select(pending =>
                pending.Stores == LiveCheck.ListAsked ? pending with { Stores = LiveCheck.Done } : pending)],
        };
    }

    /// <remarks>
    /// An object that the store, complete beyond the version read, does not hold has been deleted since; taking it in
    /// would charge a ghost that no watch will ever remove.
    /// </remarks>
    private static void TakeObject(LedgerTurn turn, LedgerEvent.ObjectRead read)
    {
        var view = turn.State.View;
        var version = read.Graph?.ResourceVersion ?? read.Adapter?.ResourceVersion;
        var isGhost = view.VersionOf(read.Base) is null && version <= view.Versions[read.Base.Kind];
        if (read.Graph is not null && !isGhost)
            turn.State = turn.State with { View = view.See(read.Graph) };
        else if (read.Adapter is not null && !isGhost)
            turn.State = turn.State with { View = view.See(read.Adapter) };

        Expiring.TakeRead(turn, read.Base, isMissing: version is null);
        FinishObjectChecks(turn, read.Base);
    }

    private static void FinishObjectChecks(LedgerTurn turn, ReservationBase start) => turn.State = turn.State with
    {
        Pending = [.. turn.State.Pending.Select(pending =>
            pending.Stores == LiveCheck.ObjectAsked && pending.Review.Base == start
                ? pending with { Stores = LiveCheck.Done }
                : pending)],
    };
}
