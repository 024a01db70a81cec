namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// Sees to it that every budget says, in its own status and before anything is admitted in its name, which ledger was its
/// first. It is written once. Hence a budget that names no ledger, or the one that was just created, has none to lose.
/// </summary>
internal static class Recording
{
    public static void Advance(LedgerTurn turn)
    {
        var state = turn.State;
        if (!state.IsCellCurrent || state.Cell is null || state.IsRewound)
            return;

        foreach (var budget in state.View.Budgets.Values.Where(budget => state.FirstLedgerOf(budget) is null))
            Record(turn, budget);
    }

    public static void Take(LedgerTurn turn, LedgerEvent.LedgerRecorded recorded) => turn.State = turn.State with
    {
        Recorded = turn.State.Recorded.SetItem(recorded.BudgetUid, recorded.FirstLedger),
        Recordings = turn.State.Recordings.Remove(recorded.BudgetUid),
    };

    public static void Postpone(LedgerTurn turn, string budgetUid)
    {
        var state = turn.State;
        var later = LiveRead.FailedUntil(state.Now + state.Rules.ReadRetry);
        turn.State = state with { Recordings = state.Recordings.SetItem(budgetUid, later) };
    }

    private static void Record(LedgerTurn turn, BudgetLimits budget)
    {
        var state = turn.State;
        var recording = state.Recordings.GetValueOrDefault(budget.Uid, LiveRead.None);
        if (recording.IsUnderWay || recording.RetryAt > state.Now)
            return;

        turn.State = state with { Recordings = state.Recordings.SetItem(budget.Uid, new LiveRead(state.Now)) };
        turn.Emit(new LedgerEffect.RecordLedger(budget.Name, budget.Uid, state.Stamp.Uid));
    }
}
