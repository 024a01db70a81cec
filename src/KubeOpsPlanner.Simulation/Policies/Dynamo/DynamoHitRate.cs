using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>The share of prompt tokens that were found in a KV cache, as the router's metric has it: kept while idle, at most 0.95.</summary>
/// <param name="PromptTokens">Counted up to the last look.</param>
/// <param name="ReusedTokens">Counted up to the last look.</param>
public readonly record struct DynamoHitRate(double Value, long PromptTokens, long ReusedTokens)
{
    private const double Most = 0.95;

    public DynamoHitRate Observe(EngineLoads loads)
    {
        var prompts = loads.PromptTokens - PromptTokens;
        return new DynamoHitRate(
            prompts > 0 ? Math.Clamp((double)(loads.ReusedPromptTokens - ReusedTokens) / prompts, 0, Most) : Value,
            loads.PromptTokens,
            loads.ReusedPromptTokens);
    }
}
