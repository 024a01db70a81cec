namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>A graph as some version of it stands in the API server.</summary>
/// <param name="Spec">What the graph itself asks for, before its adapters.</param>
/// <param name="Observed">What runs: status replicas, else live pods; empty when nothing is known to run.</param>
public sealed record GraphFacts(GraphId Id, string Uid, ulong ResourceVersion, GpuVector Spec, GpuVector Observed);
