using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>A local linear trend; defaults as in the upstream planner.</summary>
public sealed record KalmanSpec
{
    [Describe("Process noise of the level.")]
    [Minimum(0, IsExclusive = true)]
    public double QLevel { get; init; } = 1.0;

    [Describe("Process noise of the trend.")]
    [Minimum(0, IsExclusive = true)]
    public double QTrend { get; init; } = 0.1;

    [Describe("Measurement noise.")]
    [Minimum(0, IsExclusive = true)]
    public double R { get; init; } = 10.0;

    [Describe("Observations before the filter is trusted.")]
    [Minimum(1)]
    public int MinPoints { get; init; } = 5;
}
