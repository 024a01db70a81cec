using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>Which components of a graph are its engines.</summary>
/// <param name="Failure">Why the graph cannot be simulated, in one sentence; null when it can.</param>
internal sealed record EngineRoles(GraphComponent? Prefill, GraphComponent? Decode, string? Failure)
{
    private static readonly EngineBackend[] Backends = [EngineBackend.Vllm, EngineBackend.Sglang, EngineBackend.Trtllm];

    public static EngineRoles Of(DynamoGraphDeployment graph)
    {
        var found = Backends.Select(backend => GraphRoles.Find(graph, PlanMode.Disagg, backend)).ToList();
        if (found.Find(result => result.Failure is null) is { } both)
        {
            return new EngineRoles(both.Prefill, both.Decode, null);
        }

        var aggregated = Backends.Any(backend => GraphRoles.Find(graph, PlanMode.Decode, backend).Failure is null);
        return new EngineRoles(null, null, aggregated
            ? $"graph {graph.Metadata.Key} has workers but no prefill component: only disaggregated graphs are simulated, give it one of type prefill"
            : found[0].Failure);
    }
}
