using System.Collections.Immutable;
using System.Globalization;
using KubeOpsPlanner.Entities.BudgetLedgers;
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
        Graph = reservation.Graph.ToString(),
        Adapter = reservation.Base.Kind == GovernedKind.Adapter ? reservation.Base.Name : null,
        Uid = reservation.Base.Uid,
        ResourceVersion = Text(reservation.Base.ResourceVersion),
        Target = reservation.Target.Pools.ToDictionary(pool => pool.Key, pool => PoolSizeText.Write(pool.Value), StringComparer.Ordinal),
        IsGrant = reservation.IsGrant ? true : null,
    };

    /// <remarks>
    /// What releases before this one wrote names no graph like this, so their open reservations make the ledger one that the
    /// operator never writes, which is rebuilt; nothing of it is guessed.
    /// </remarks>
    private static Reservation Read(LedgerReservation? stored)
    {
        var reservation = Present(stored, "reservations");
        if (reservation.Graph.Split('/', 2) is not [{ Length: > 0 } @namespace, { Length: > 0 } name])
            throw new FormatException($"a reservation is of graph \"{reservation.Graph}\", which is no namespace/name");

        if (reservation.Uid.Length == 0 || reservation.Target.Count == 0)
            throw new FormatException($"a reservation of {reservation.Graph} has no {(reservation.Uid.Length == 0 ? "uid" : "target")}");

        return new Reservation(
            new ReservationBase(
                reservation.Adapter is null ? GovernedKind.Graph : GovernedKind.Adapter,
                @namespace,
                reservation.Adapter ?? name,
                reservation.Uid,
                Number(reservation.ResourceVersion, "resourceVersion")),
            new GraphId(@namespace, name),
            new GpuVector(reservation.Target.ToImmutableSortedDictionary(
                pool => pool.Key, pool => PoolSizeText.Read(pool.Value), StringComparer.Ordinal)),
            reservation.IsGrant == true);
    }

    // JSON can hold null where the type says that nothing can be null.
    private static T Present<T>(T? value, string field) where T : class =>
        value ?? throw new FormatException($"{field} holds a null");

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static ulong Number(string? text, string field) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{field} is \"{text}\", which is no resourceVersion");
}
