using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

public sealed record PoolPriorities
{
    [Describe("Priority of pools that no selector matches. Higher is more important.")]
    [Minimum(0)]
    public int Default { get; init; } = 100;

    [Describe("Priorities by selector. The most specific selector wins: most exact segments, then depth, then order.")]
    [MergeBy("selector"), ItemCount(0, 500)]
    public IReadOnlyList<PoolPriority> Pools { get; init; } = [];
}
