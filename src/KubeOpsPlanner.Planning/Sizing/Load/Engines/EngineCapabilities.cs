namespace KubeOpsPlanner.Planning.Sizing.Load.Engines;

/// <summary>What one engine can hold; null where nobody told.</summary>
/// <param name="ContextLength">Longest request in tokens.</param>
/// <param name="MaxKvTokens">Size of the KV cache, for engines that do not tell their own.</param>
/// <param name="MaxBatchedTokens">Prompt tokens in one pass; longer prompts take several.</param>
public sealed record EngineCapabilities(double? ContextLength, double? MaxKvTokens, double MaxBatchedTokens = EngineCapabilities.DefaultBatchedTokens)
{
    /// <summary>What Dynamo's planner assumes where no engine tells.</summary>
    public const double DefaultBatchedTokens = 8192;

    public static EngineCapabilities Unknown { get; } = new(null, null);
}
