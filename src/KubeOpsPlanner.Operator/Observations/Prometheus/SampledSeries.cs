namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>One series as a Prometheus sampled it within a window.</summary>
/// <param name="Samples">Oldest first, at least one; times in seconds on the server's clock.</param>
public sealed record SampledSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double At, double Value)> Samples);
