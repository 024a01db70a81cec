namespace KubeOpsPlanner.Operator.Observations;

/// <summary>One line of a Prometheus text exposition.</summary>
public sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
