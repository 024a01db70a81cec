namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// The smallest single reduction that makes room: fewest GPUs freed beyond what is missing, a pool that keeps a replica
/// before one that is emptied, then fewest replicas, then by name. Never a pool that the change itself grows.
/// </summary>
public static class RefusalRemedy
{
    public static PoolReduction? Smallest(Refusal refusal, LedgerAudience audience) => refusal.Charges
        .Where(share => audience.MaySee(share.Graph))
        .SelectMany(share => share.Pools.Pools, (share, pool) => (share.Graph, Component: pool.Key, Size: pool.Value))
        .Where(pool => pool.Size.KnownGpus >= refusal.MissingGpus)
        .Where(pool => pool.Graph != refusal.Graph || !refusal.GrowingPools.Contains(pool.Component))
        .Select(pool => (Reduction: Reduce(pool.Graph, pool.Component, pool.Size, refusal.MissingGpus), pool.Size.Replicas))
        .OrderBy(option => option.Reduction.Replicas == option.Replicas)
        .ThenBy(option => option.Reduction.FreedGpus)
        .ThenBy(option => option.Reduction.Replicas)
        .ThenBy(option => option.Reduction.Graph)
        .ThenBy(option => option.Reduction.Component, StringComparer.Ordinal)
        .Select(option => option.Reduction)
        .FirstOrDefault();

    private static PoolReduction Reduce(GraphId graph, string component, PoolSize size, long missingGpus)
    {
        var gpusPerReplica = size.GpusPerReplica ?? 1;
        return new PoolReduction(graph, component, (missingGpus + gpusPerReplica - 1) / gpusPerReplica, gpusPerReplica);
    }
}
