using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Takes out the reservations whose outcome is known and raises the watermark to where it shows.</summary>
internal static class Settling
{
    /// <summary>
    /// An object that was just created shows that its creation is over, and may be deleted before there is a write that
    /// says so; then nothing else would show it.
    /// </summary>
    public static void Remember(LedgerTurn turn)
    {
        var state = turn.State;
        foreach (var reservation in state.Cell?.Reservations ?? [])
        {
            if (reservation.Base.IsCreation && !state.Fenced.ContainsKey(reservation.Base) && state.View.Passed(reservation.Base) is { } version)
                turn.State = turn.State with { Fenced = turn.State.Fenced.SetItem(reservation.Base, version) };
        }
    }

    public static LedgerCell Settle(LedgerCell cell, StoreView view, ImmutableDictionary<ReservationBase, ulong> fenced)
    {
        var open = ImmutableArray.CreateBuilder<Reservation>(cell.Reservations.Length);
        var watermark = cell.Watermark;
        foreach (var reservation in cell.Reservations)
        {
            if (PassedAt(reservation.Base, view, fenced) is { } version)
                watermark = watermark.Raise(StoreOf(reservation.Base.Kind), version);
            else
                open.Add(reservation);
        }

        return open.Count == cell.Reservations.Length
            ? cell
            : cell with { Reservations = open.ToImmutable(), Watermark = watermark };
    }

    public static ulong? PassedAt(ReservationBase start, StoreView view, ImmutableDictionary<ReservationBase, ulong> fenced) =>
        view.Passed(start) ?? (fenced.TryGetValue(start, out var version) ? version : null);

    private static StoreKind StoreOf(GovernedKind kind) => kind == GovernedKind.Graph ? StoreKind.Graphs : StoreKind.Adapters;
}
