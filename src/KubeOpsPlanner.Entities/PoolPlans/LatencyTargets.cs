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

    [Describe("Percent of the requests that shall meet the targets, and of the intervals for whose demand there shall be room. "
        + "Default: 90 with correction native, averages otherwise.")]
    [Minimum(50), Maximum(99)]
    public int? Percentile { get; init; }
}
