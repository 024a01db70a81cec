using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Ledger;

internal static class GpuHolding
{
    /// <summary>A graph that asks for GPUs, runs on them, or has replicas of unknown shape.</summary>
    public static bool MayHold(GraphFacts graph) =>
        MayHold(graph.Spec) || MayHold(graph.Observed);

    /// <summary>A component deployment that none of these graphs stands for, and that asks for GPUs or may.</summary>
    public static bool MayHold(DynamoComponentDeployment component, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs) =>
        !IsCovered(component, graphs) && MayHold(FactProjection.Of(component).Spec);

    private static bool IsCovered(DynamoComponentDeployment component, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs) =>
        component.GraphReference is { } owner
        && component.IsCoveredBy(graphs.GetValueOrDefault(new ObjectKey(component.Metadata.Namespace, owner.Name)));

    private static bool MayHold(GpuVector vector) =>
        vector.Pools.Values.Any(pool => pool is { Replicas: > 0, GpusPerReplica: not 0 });
}
