using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record LatencyTargets
{
    [Describe("Time to first token, in milliseconds.")]
    [Minimum(0, IsExclusive = true)]
    public double TtftMs { get; init; } = 500;

    [Describe("Time between tokens, in milliseconds.")]
    [Minimum(0, IsExclusive = true)]
    public double ItlMs { get; init; } = 50;
}
