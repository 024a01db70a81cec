namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>
/// Multipliers on what the profile says. In native mode a latency factor of 2 means that every prefill or decode step
/// takes twice as long, so throughput halves as well.
/// </summary>
/// <param name="PrefillLatency">Observed over profiled time to the first token, queueing taken out.</param>
/// <param name="DecodeLatency">Observed over profiled inter-token latency.</param>
public sealed record CapacityCorrection(double PrefillLatency = 1, double DecodeLatency = 1, CorrectionMode Mode = CorrectionMode.Native)
{
    public static CapacityCorrection None { get; } = new(Mode: CorrectionMode.Off);
}
