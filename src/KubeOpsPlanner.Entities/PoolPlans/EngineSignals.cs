using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("One signal over the engines of one role, and the bounds that it is held to.")]
public sealed record EngineSignals
{
    [Describe("Engines that told it.")]
    public int Engines { get; init; }

    [Describe("Replicas that serve; absent while unknown.")]
    public int? Ready { get; init; }

    [Describe("What is measured.")]
    public string Signal { get; init; } = "";

    public double? Worst { get; init; }

    public double? Mean { get; init; }

    [Describe("Growth begins there.")]
    public double? Up { get; init; }

    [Describe("Shrinking begins there; absent where it is tested whether the work fits into one replica less.")]
    public double? Down { get; init; }

    [Describe("Replicas that the engines ask for, before any limit.")]
    public int Wanted { get; init; }

    [Describe("Why, as one of the upstream planner's snake_case tokens.")]
    public string Reason { get; init; } = "";

    [Describe("Engines that fell silent or did not tell it.")]
    [ItemCount(0, 20)]
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    [Describe("The regression that latencies are estimated with: milliseconds of an empty pass.")]
    public double? InterceptMs { get; init; }

    [Describe("Milliseconds per 1000 prompt tokens, or per 1000 requests that decode.")]
    public double? WorkMs { get; init; }

    [Describe("Milliseconds per 1000 tokens in the KV cache.")]
    public double? KvMs { get; init; }
}
