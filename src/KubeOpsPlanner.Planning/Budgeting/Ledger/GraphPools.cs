namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

internal static class GraphPools
{
    /// <summary>The pools of a graph as they are asked for: the larger of graph and adapter.</summary>
    public static GpuVector Of(GraphRecord record)
    {
        var pools = (record.Facts?.Spec ?? GpuVector.Empty).Pools;
        foreach (var adapter in record.Adapters.Values)
        {
            if (pools.TryGetValue(adapter.Component, out var pool) && adapter.Replicas > pool.Replicas)
                pools = pools.SetItem(adapter.Component, pool with { Replicas = adapter.Replicas });
        }

        return new GpuVector(pools);
    }
}
