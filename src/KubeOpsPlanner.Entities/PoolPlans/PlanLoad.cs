using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("What one decision of the load loop was made of: what the engines hold, then the limits in the order in which they acted.")]
public sealed record PlanLoad
{
    [Describe("Who told how busy the engines are.")]
    public string? Source { get; init; }

    [Describe("The decision in words.")]
    public string? Message { get; init; }

    [Describe("What the throughput loop keeps as a floor; absent where it does not run or has not decided yet.")]
    public PoolReplicas? Floor { get; init; }

    [Describe("The prefill engines.")]
    public EngineSignals? Prefill { get; init; }

    [Describe("The decode or aggregated engines.")]
    public EngineSignals? Decode { get; init; }

    [Describe("The limits that acted, in their order.")]
    [ItemCount(0, 16)]
    public IReadOnlyList<SizingLimit> Limits { get; init; } = [];
}
