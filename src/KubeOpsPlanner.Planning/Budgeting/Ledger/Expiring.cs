using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// Ends reservations that nobody sees settled: an update is fenced, so that a write still under way cannot be stored any
/// more; a creation has nothing to fence and is dropped when a live read shows no such object.
/// </summary>
internal static class Expiring
{
    /// <summary>Starts this replica's own clock for reservations that are new to it, and forgets those that are gone.</summary>
    public static void Track(LedgerTurn turn)
    {
        var state = turn.State;
        var open = state.Cell?.Reservations ?? [];
        var bases = open.Select(reservation => reservation.Base).ToHashSet();
        turn.State = state with
        {
            FirstSeen = open.ToImmutableDictionary(seen => seen, seen => state.FirstSeen.GetValueOrDefault(seen, state.Now)),
            Repairs = state.Repairs.RemoveRange(state.Repairs.Keys.Where(start => !bases.Contains(start))),
            Fenced = state.Fenced.RemoveRange(state.Fenced.Keys.Where(start => !bases.Contains(start))),
        };
    }

    public static void Advance(LedgerTurn turn)
    {
        foreach (var (reservation, firstSeen) in turn.State.FirstSeen)
        {
            if (turn.State.Now >= firstSeen + turn.State.Rules.Overdue)
                Repair(turn, reservation.Base);
        }
    }

    public static void TakeRead(LedgerTurn turn, ReservationBase start, bool isMissing)
    {
        if (!turn.State.Repairs.ContainsKey(start))
            return;

        if (isMissing && start.IsCreation)
            Pass(turn, start, 0);
        else
            Postpone(turn, start);
    }

    public static void TakeFence(LedgerTurn turn, LedgerEvent.FenceCompleted fenced)
    {
        if (turn.State.Repairs.ContainsKey(fenced.Base))
            Pass(turn, fenced.Base, fenced.Version);
    }

    public static void Postpone(LedgerTurn turn, ReservationBase start)
    {
        var state = turn.State;
        if (state.Repairs.ContainsKey(start))
            turn.State = state with { Repairs = state.Repairs.SetItem(start, LiveRead.FailedUntil(state.Now + state.Rules.RepairRetry)) };
    }

    private static void Repair(LedgerTurn turn, ReservationBase start)
    {
        var state = turn.State;
        if (Settling.PassedAt(start, state.View, state.Fenced) is not null)
            return;

        var repair = state.Repairs.GetValueOrDefault(start, LiveRead.None);
        if (repair.IsUnderWay || repair.RetryAt > state.Now)
            return;

        if (!state.Rules.FencesOverdue)
        {
            Pass(turn, start, 0);
            return;
        }

        turn.State = state with { Repairs = state.Repairs.SetItem(start, new LiveRead(state.Now)) };
        turn.Emit(start.IsCreation ? new LedgerEffect.ReadObject(start) : new LedgerEffect.Fence(start));
    }

    private static void Pass(LedgerTurn turn, ReservationBase start, ulong version) => turn.State = turn.State with
    {
        Fenced = turn.State.Fenced.SetItem(start, version),
        Repairs = turn.State.Repairs.Remove(start),
    };
}
