using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>What a PoolPlan would set. The defaults are those of its specification.</summary>
public sealed record PlannerOptions
{
    public PredictorOptions Predictor { get; init; } = new();

    public double IntervalSeconds { get; init; } = 180;

    public double Percentile { get; init; } = SizingDefaults.Percentile / 100.0;

    public double ShrinkMargin { get; init; } = SizingDefaults.ShrinkMargin;

    public double StabilizationWindowSeconds { get; init; } = SizingDefaults.StabilizationWindowSeconds;
}
