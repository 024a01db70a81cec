using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>One budget as a state of the machine shows it.</summary>
public static class PictureBuilder
{
    /// <param name="catalog">All budgets, because two of different cohorts can overlap too.</param>
    /// <returns>Null until the stores are complete and the ledger was read.</returns>
    public static BudgetPicture? Of(LedgerState state, string budget, BudgetCatalog catalog)
    {
        if (!state.View.Versions.HasSynced || state.Cell is not { } cell || !state.View.Budgets.TryGetValue(budget, out var limits))
            return null;

        var open = cell.Reservations.ToLookup(reservation => reservation.Graph);
        var reserved = 0L;
        var graphs = new List<GraphPicture>();
        foreach (var id in state.View.Graphs.Keys.Union(open.Select(group => group.Key)).Where(limits.Governs))
        {
            var record = state.View[id];
            var charge = record.ChargeWith([.. open[id]]);
            reserved += charge.Gpus - record.Charge.Gpus;
            graphs.Add(new GraphPicture(
                new ObjectKey(id.Namespace, id.Name), charge.Gpus, charge.SpecGpus, charge.ObservedGpus, charge.ReservedGpus,
                charge.IsShapeKnown, PoolsOf(record)));
        }

        return new BudgetPicture(
            budget,
            graphs.Sum(graph => graph.Gpus),
            reserved,
            cell.BudgetGenerations.TryGetValue(budget, out var binding) && binding.Uid == limits.Uid ? binding.Generation : null,
            [.. graphs.OrderByDescending(graph => graph.Gpus).ThenBy(graph => graph.Graph.ToString(), StringComparer.Ordinal)],
            [.. catalog.All.Where(other => other.Name != budget && other.Namespaces.Overlaps(limits.Namespaces)).Select(other => other.Name)],
            [.. limits.Namespaces],
            state.IsRebuilding);
    }

    private static IReadOnlyList<PoolPicture> PoolsOf(GraphRecord record) =>
    [
        .. (record.Facts?.Spec ?? GpuVector.Empty).Pools.Select(pool => new PoolPicture(
            pool.Key,
            record.Adapters.Values.Where(adapter => adapter.Component == pool.Key)
                .Aggregate(pool.Value.Replicas, (replicas, adapter) => Math.Max(replicas, adapter.Replicas)),
            pool.Value.GpusPerReplica)),
    ];
}
