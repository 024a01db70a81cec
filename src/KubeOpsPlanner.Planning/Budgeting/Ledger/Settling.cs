using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Takes out the reservations whose outcome is known and raises the watermark to where it shows.</summary>
internal static class Settling
{
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
