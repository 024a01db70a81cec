namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>A prefill sweep as it was measured: three arrays of one length, checked, neither sorted nor repaired.</summary>
public sealed record PrefillMeasurements(double[] Isl, double[] TtftMs, double[] ThroughputPerGpu);
