using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Finds the components that a plan sizes, by the upstream planner's rules.</summary>
/// <remarks>
/// A component of the wanted type, if there is exactly one. Decode falls back to the only generic worker. Last comes the
/// backend's usual name, as long as that component is not typed as something else.
/// </remarks>
public static class GraphRoles
{
    /// <param name="Prefill">Null when the mode has no prefill pool, or on failure.</param>
    /// <param name="Decode">An aggregated pool counts as decode.</param>
    /// <param name="Failure">One sentence; null when all pools of the mode were found.</param>
    public sealed record Result(GraphComponent? Prefill, GraphComponent? Decode, string? Failure);

    public static Result Find(DynamoGraphDeployment graph, PlanMode mode, EngineBackend backend)
    {
        GraphComponent? prefill = null;
        GraphComponent? decode = null;
        string? failure = null;
        if (mode is PlanMode.Disagg or PlanMode.Prefill)
        {
            failure = Find(graph, ComponentRole.Prefill, backend, out prefill);
        }

        if (failure is null && mode is not PlanMode.Prefill)
        {
            failure = Find(graph, ComponentRole.Decode, backend, out decode);
        }

        return failure is null ? new Result(prefill, decode, null) : new Result(null, null, failure);
    }

    private static string? Find(
        DynamoGraphDeployment graph, ComponentRole role, EngineBackend backend, out GraphComponent? found)
    {
        var typed = graph.Components.Where(component => component.Role == role).ToList();
        var workers = graph.Components.Where(component => component.Role == ComponentRole.Worker).ToList();
        found = typed is [var only] ? only : null;
        if (typed.Count > 1)
        {
            return $"graph {graph.Metadata.Key} has {typed.Count} components of type {Word(role)} "
                + $"({string.Join(", ", typed.Select(component => component.Name))}): keep one, or plan them with one "
                + "graph each";
        }

        if (found is null && role == ComponentRole.Decode && workers is [var worker])
        {
            found = worker;
        }

        found ??= graph.Components.FirstOrDefault(component =>
            component.Name == DefaultName(role, backend)
            && component.Role is (ComponentRole.Other or ComponentRole.Worker));
        return found is null
            ? $"graph {graph.Metadata.Key} has no {Word(role)} component: give one the type {Word(role)}, name it "
                + $"{DefaultName(role, backend)}, or plan another spec.mode; it has {Names(graph.Components)}"
            : null;
    }

    private static string Names(IReadOnlyList<GraphComponent> components) =>
        components.Count == 0 ? "no components" : string.Join(", ", components.Select(component => component.Name));

    private static string Word(ComponentRole role) => role == ComponentRole.Prefill ? "prefill" : "decode";

    private static string DefaultName(ComponentRole role, EngineBackend backend) =>
        (backend, role) switch
        {
            (EngineBackend.Vllm, ComponentRole.Prefill) => "VllmPrefillWorker",
            (EngineBackend.Vllm, _) => "VllmDecodeWorker",
            (EngineBackend.Trtllm, ComponentRole.Prefill) => "TRTLLMPrefillWorker",
            (EngineBackend.Trtllm, _) => "TRTLLMDecodeWorker",
            (_, ComponentRole.Prefill) => "prefill",
            _ => "decode",
        };
}
