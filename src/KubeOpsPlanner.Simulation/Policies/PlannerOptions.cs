using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>What a PoolPlan would set. The defaults are those of its specification.</summary>
public sealed record PlannerOptions
{
    public PredictorOptions Predictor { get; init; } = new();

    /// <summary><c>spec.throughputScaling.intervalSeconds</c></summary>
    public double IntervalSeconds { get; init; } = 180;

    public int MaxReplicaStep { get; init; } = SizingLimits.Default.MaxReplicaStep;

    public double Percentile { get; init; } = SizingDefaults.Percentile / 100.0;

    public double ShrinkMargin { get; init; } = SizingDefaults.ShrinkMargin;

    public double StabilizationWindowSeconds { get; init; } = SizingDefaults.StabilizationWindowSeconds;

    /// <summary><c>spec.loadScaling</c>; null leaves the load loop off.</summary>
    public LoadOptions? Load { get; init; }
}
