using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>Which components of a graph are its engines.</summary>
/// <param name="Prefill">Null where engines do both phases.</param>
/// <param name="Decode">Aggregated engines count as decode.</param>
/// <param name="Failure">Why the graph cannot be simulated, in one sentence; null when it can.</param>
internal sealed record EngineRoles(GraphComponent? Prefill, GraphComponent? Decode, string? Failure)
{
    private static readonly EngineBackend[] Backends = [EngineBackend.Vllm, EngineBackend.Sglang, EngineBackend.Trtllm];

    /// <summary>Of a graph that can be simulated.</summary>
    public EngineLayout Layout => Prefill is null ? EngineLayout.Aggregated : EngineLayout.Disaggregated;

    public static EngineRoles Of(DynamoGraphDeployment graph)
    {
        var found = Backends.Select(backend => GraphRoles.Find(graph, PlanMode.Disagg, backend)).ToList();
        if (found.Find(result => result.Failure is null) is { } both)
        {
            return new EngineRoles(both.Prefill, both.Decode, null);
        }

        if (graph.Components.Any(component => component.Role == ComponentRole.Prefill))
        {
            return new EngineRoles(null, null, found[0].Failure);
        }

        var workers = Backends.Select(backend => GraphRoles.Find(graph, PlanMode.Agg, backend)).FirstOrDefault(result => result.Failure is null)?.Decode;
        return workers is null ? new EngineRoles(null, null, found[0].Failure)
            : workers.Role != ComponentRole.Decode ? new EngineRoles(null, workers, null)
            : new EngineRoles(
                null, null,
                $"graph {graph.Metadata.Key} has workers of type decode and no prefill component, whose prompts are computed elsewhere: give it one of type prefill, or its workers the type worker to simulate engines that do both phases");
    }
}
