namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Asks for the next tick: the earliest moment at which time alone changes something.</summary>
internal static class Waking
{
    public static void Advance(LedgerTurn turn)
    {
        var state = turn.State;
        TimeSpan? next = null;
        foreach (var moment in Moments(state))
        {
            if (moment > state.Now && !(next <= moment))
                next = moment;
        }

        if (next == state.WakeAt)
            return;

        turn.State = state with { WakeAt = next };
        if (next is { } at)
            turn.Emit(new LedgerEffect.Wake(at));
    }

    private static IEnumerable<TimeSpan?> Moments(LedgerState state)
    {
        foreach (var deadline in Waiting.Deadlines(state))
            yield return deadline;

        yield return state.NextWriteAt;
        yield return state.SettleAt;
        yield return state.CellRead.RetryAt;
        yield return state.List.RetryAt;
        yield return state.Rebuild?.FirstSeen + state.Rules.Overdue;
        foreach (var recording in state.Recordings.Values)
            yield return recording.RetryAt;

        foreach (var (reservation, firstSeen) in state.FirstSeen)
        {
            yield return firstSeen + state.Rules.Overdue;
            yield return state.Repairs.GetValueOrDefault(reservation.Base, LiveRead.None).RetryAt;
        }
    }
}
