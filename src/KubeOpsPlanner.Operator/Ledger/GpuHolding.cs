using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Ledger;

internal static class GpuHolding
{
    /// <summary>A graph that asks for GPUs, runs on them, or has replicas of unknown shape.</summary>
    public static bool MayHold(GraphFacts graph) =>
        MayHold(graph.Spec) || MayHold(graph.Observed);

    private static bool MayHold(GpuVector vector) =>
        vector.Pools.Values.Any(pool => pool is { Replicas: > 0, GpusPerReplica: not 0 });
}
