using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record EngineSpec
{
    [Describe("GPUs of one prefill engine.")]
    [Minimum(1)]
    public int? PrefillGpus { get; init; }

    [Describe("GPUs of one decode or aggregated engine.")]
    [Minimum(1)]
    public int? DecodeGpus { get; init; }

    [Describe("Longest request in tokens, prompt and answer. Default: read from the workers' arguments.")]
    [Minimum(1)]
    public int? ContextLength { get; init; }

    [Describe("Tokens in the KV cache of one decode or aggregated engine. Default: as the engines or the profile tell.")]
    [Minimum(1)]
    public int? MaxKvTokens { get; init; }

    [Describe("Prompt tokens in one forward pass; longer prompts take several. Default: read from the workers' arguments, else 8192.")]
    [Minimum(1)]
    public int? MaxBatchedTokens { get; init; }

    [Describe("Tokens that are guessed ahead in one decode step (speculative decoding); 0 for none.")]
    [Minimum(0), Maximum(64)]
    public int SpeculativeTokens { get; init; }
}
