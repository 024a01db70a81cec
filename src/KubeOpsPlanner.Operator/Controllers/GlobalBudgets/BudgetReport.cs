using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Turns one pass over a budget into its status. What could not be counted in this pass stays as it was.</summary>
public static class BudgetReport
{
    /// <param name="now">System time, for conditions.</param>
    public static GlobalBudgetStatus ToStatus(BudgetPass pass, DateTimeOffset now)
    {
        var status = pass.Facts.Budget.Status with
        {
            ObservedGeneration = pass.Facts.Budget.Metadata.Generation,
            Conditions = BudgetConditions.Of(pass, now),
        };
        if (pass.Facts.Picture is { } picture)
        {
            status = status with
            {
                TotalGpus = Clamp(picture.TotalGpus),
                ReservedGpus = Clamp(picture.ReservedGpus),
                Namespaces = Namespaces(picture),
            };
        }

        if (pass.Decision.Result is { } result)
        {
            var (pools, count) = PoolProjection.Of(pass, result);
            status = status with { Pools = pools, PoolCount = count };
        }

        return status;
    }

    private static IReadOnlyList<NamespaceGpus> Namespaces(BudgetPicture picture) =>
    [
        .. picture.Graphs
            .GroupBy(graph => graph.Graph.Namespace, StringComparer.Ordinal)
            .OrderBy(graphs => graphs.Key, StringComparer.Ordinal)
            .Select(graphs => new NamespaceGpus
            {
                Namespace = graphs.Key,
                Gpus = Clamp(graphs.Sum(graph => graph.Gpus)),
                Pools = graphs.Sum(graph => graph.Pools.Count(pool => pool.GpusPerReplica != 0)),
            }),
    ];

    private static int Clamp(long gpus) => (int)Math.Min(int.MaxValue, gpus);
}
