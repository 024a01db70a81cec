using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>What a plan may scrape: the Services and pods of its own graph, as the stores show them.</summary>
/// <param name="ServiceNames">Services in the graph's namespace that belong to the graph.</param>
/// <param name="Addresses">Cluster IPs of those Services and IPs of the graph's pods.</param>
public sealed record MetricsTarget(
    ObjectKey Graph, IReadOnlyCollection<string> ServiceNames, IReadOnlyCollection<string> Addresses);
