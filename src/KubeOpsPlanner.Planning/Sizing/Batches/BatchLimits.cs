namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>What one engine takes at once. Defaults are what Dynamo's planner assumes where no engine tells.</summary>
/// <param name="MaxBatchedTokens">Prompt tokens in one pass; longer prompts take several.</param>
/// <param name="MaxRequests">Requests that run at once.</param>
/// <param name="MaxKvTokens">Tokens that the KV cache holds.</param>
public sealed record BatchLimits(double MaxBatchedTokens = 8192, double MaxRequests = 512, double MaxKvTokens = 2_000_000)
{
    public bool IsUsable => MaxBatchedTokens > 0 && MaxRequests > 0 && MaxKvTokens > 0;
}
