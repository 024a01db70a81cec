namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>A decode sweep as it was measured: four arrays of one length, checked, neither sorted nor repaired.</summary>
/// <param name="KvUsage">0 to 1.</param>
/// <param name="MaxKvTokens">Tokens that one engine's KV cache holds.</param>
public sealed record DecodeMeasurements(
    double[] KvUsage, double[] ContextLength, double[] ItlMs, double[] ThroughputPerGpu, double MaxKvTokens);
