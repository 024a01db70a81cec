using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("Forward passes that one role's engines have shown: at most 64 of a kind, three numbers each, the oldest first.")]
public sealed record PassLearning
{
    [Describe("Passes with prompts alone: prompt tokens, 0, seconds.")]
    [TextLength(0, 4000)]
    public string? Prefill { get; init; }

    [Describe("Passes that only decode: requests, tokens in the KV cache, seconds.")]
    [TextLength(0, 4000)]
    public string? Decode { get; init; }

    [Describe("Passes that do both: prompt tokens, tokens in the KV cache, seconds.")]
    [TextLength(0, 4000)]
    public string? Mixed { get; init; }

    [Describe("Mean prompt tokens of one prompt in one pass.")]
    public double? PromptTokens { get; init; }

    [Describe("Mean tokens in the KV cache of one request that decodes.")]
    public double? ContextTokens { get; init; }

    [Describe("Mean prompt tokens that ride along with decode.")]
    public double? PrefillShare { get; init; }
}
