using System.Collections.Immutable;
using System.Globalization;
using KubeOpsPlanner.Entities.BudgetLedgers;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using LedgerTransaction = KubeOpsPlanner.Planning.Budgeting.Ledger.LedgerTransaction;
using StoredTransaction = KubeOpsPlanner.Entities.BudgetLedgers.LedgerTransaction;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>The cell of the step machine as the spec of a BudgetLedger, and back, without loss.</summary>
public static class LedgerCellJson
{
    public static BudgetLedgerSpec Write(LedgerCell cell) => new()
    {
        Sequence = cell.Sequence,
        BudgetGenerations = cell.BudgetGenerations.ToDictionary(
            pair => pair.Key,
            pair => new LedgerGeneration { Uid = pair.Value.Uid, Generation = pair.Value.Generation },
            StringComparer.Ordinal),
        Watermark = new LedgerWatermark
        {
            Graphs = Text(cell.Watermark.Graphs),
            Adapters = Text(cell.Watermark.Adapters),
            Budgets = Text(cell.Watermark.Budgets),
        },
        Reservations = [.. cell.Reservations.Select(Write)],
        Transactions = [.. cell.Transactions.Select(each => new StoredTransaction { Writer = each.Writer, Number = each.Number })],
        RebuildingSince = cell.RebuildingSince,
    };

    /// <exception cref="FormatException">It holds something that the operator never writes.</exception>
    public static LedgerCell Read(BudgetLedgerSpec spec) => new()
    {
        Sequence = spec.Sequence >= 0 ? spec.Sequence : throw new FormatException($"sequence is {spec.Sequence}"),
        BudgetGenerations = spec.BudgetGenerations.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => new BudgetGeneration(
                Present(pair.Value, "budgetGenerations").Uid, Present(pair.Value, "budgetGenerations").Generation),
            StringComparer.Ordinal),
        Watermark = new StoreVersions(
            Number(spec.Watermark.Graphs, "watermark.graphs"),
            Number(spec.Watermark.Adapters, "watermark.adapters"),
            Number(spec.Watermark.Budgets, "watermark.budgets")),
        Reservations = [.. spec.Reservations.Select(Read)],
        Transactions =
        [
            .. spec.Transactions.Select(each => Present(each, "transactions"))
                .Select(each => new LedgerTransaction(each.Writer, each.Number)),
        ],
        RebuildingSince = spec.RebuildingSince,
    };

    private static LedgerReservation Write(Reservation reservation) => new()
    {
        Origin = reservation.IsGrant ? ReservationOrigin.Grant : ReservationOrigin.Verdict,
        Namespace = reservation.Graph.Namespace,
        Graph = reservation.Graph.Name,
        Base = new LedgerBase
        {
            Kind = reservation.Base.Kind == GovernedKind.Graph ? GraphKinds.GraphKind : GraphKinds.ScalingAdapterKind,
            Namespace = reservation.Base.Namespace,
            Name = reservation.Base.Name,
            Uid = reservation.Base.Uid,
            ResourceVersion = Text(reservation.Base.ResourceVersion),
        },
        Target =
        [
            .. reservation.Target.Pools.Select(pool => new LedgerTarget
            {
                Component = pool.Key,
                Replicas = pool.Value.Replicas,
                GpusPerReplica = pool.Value.GpusPerReplica,
            }),
        ],
    };

    private static Reservation Read(LedgerReservation? stored)
    {
        var reservation = Present(stored, "reservations");
        var target = reservation.Target.Select(pool => Present(pool, "target")).ToList();
        if (target.GroupBy(pool => pool.Component).Any(same => same.Count() > 1))
            throw new FormatException($"a reservation of {reservation.Namespace}/{reservation.Graph} names a component twice");

        return new Reservation(
            new ReservationBase(
                KindOf(reservation.Base.Kind),
                reservation.Base.Namespace,
                reservation.Base.Name,
                reservation.Base.Uid,
                Number(reservation.Base.ResourceVersion, "base.resourceVersion")),
            new GraphId(reservation.Namespace, reservation.Graph),
            GpuVector.Of([.. target.Select(pool => (pool.Component, pool.Replicas, pool.GpusPerReplica))]),
            reservation.Origin == ReservationOrigin.Grant);
    }

    private static GovernedKind KindOf(string kind) => kind switch
    {
        GraphKinds.GraphKind => GovernedKind.Graph,
        GraphKinds.ScalingAdapterKind => GovernedKind.Adapter,
        _ => throw new FormatException($"a reservation is based on the unknown kind \"{kind}\""),
    };

    // JSON can hold null where the type says that nothing can be null.
    private static T Present<T>(T? value, string field) where T : class =>
        value ?? throw new FormatException($"{field} holds a null");

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static ulong Number(string? text, string field) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{field} is \"{text}\", which is no resourceVersion");
}
