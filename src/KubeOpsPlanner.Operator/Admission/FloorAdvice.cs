using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Endpoint floors that a plan's own ceiling cannot hold on its graph. Only said, not refused: the graph may change before the plan does.</summary>
internal static class FloorAdvice
{
    /// <param name="graph">Null while there is none.</param>
    /// <returns>Null where the floors fit, or where nobody can tell yet.</returns>
    public static string? Of(PoolPlanSpec spec, DynamoGraphDeployment? graph)
    {
        if (graph is null || spec.Limits.MaxGpus < 0) return null;
        var roles = GraphRoles.Find(graph, spec.Mode, spec.Backend);
        var least = Gpus(roles.Prefill, spec.Engine.PrefillGpus, spec.Limits.PrefillMinEndpoint) + Gpus(roles.Decode, spec.Engine.DecodeGpus, spec.Limits.DecodeMinEndpoint);
        return least > spec.Limits.MaxGpus
            ? $"spec.limits.maxGpus {spec.Limits.MaxGpus} is below the {least} GPUs of the endpoint floors: replicas stay as they are until you raise it or lower spec.limits.minEndpoint"
            : null;

        long Gpus(GraphComponent? component, int? gpus, int? floor) =>
            component is null ? 0 : (long)(gpus ?? component.Shape.GpusPerReplica ?? 0) * (floor ?? spec.Limits.MinEndpoint);
    }
}
