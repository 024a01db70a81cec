namespace KubeOpsPlanner.Planning.Sizing;

/// <param name="Isl">Mean input tokens; at least 1 is used.</param>
/// <param name="Osl">Mean output tokens; at least 1 is used.</param>
public sealed record CapacityQuery(
    PlanMode Mode, double Isl, double Osl, LatencyTargets Targets, GpusPerReplica Gpus, CapacityCorrection Correction)
{
    public double InputTokens => Math.Max(1, Isl);

    public double OutputTokens => Math.Max(1, Osl);

    /// <summary>Tokens in the KV cache half-way through a request, its average over the decode.</summary>
    public double ContextTokens => InputTokens + OutputTokens / 2;
}
