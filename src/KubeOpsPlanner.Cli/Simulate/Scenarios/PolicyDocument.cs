using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Simulation.Policies;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>A plan with settings of its own; what is absent has the PoolPlan's default.</summary>
/// <param name="Percentile">Of requests that shall meet the targets, e.g. 90.</param>
/// <param name="LoadIntervalSeconds">Switches the load loop on.</param>
internal sealed record PolicyDocument(
    string Name,
    double? IntervalSeconds = null,
    string? Predictor = null,
    double? Percentile = null,
    double? ShrinkMargin = null,
    double? StabilizationSeconds = null,
    int? MaxReplicaStep = null,
    double? LoadIntervalSeconds = null,
    double? DownSensitivity = null)
{
    public PolicyKind ToKind()
    {
        var fallback = new PlannerOptions();
        var percentile = Percentile / 100 ?? fallback.Percentile;
        var options = new PlannerOptions
        {
            Predictor = Predictor is null ? fallback.Predictor : new PredictorOptions(Predictor),
            IntervalSeconds = IntervalSeconds ?? fallback.IntervalSeconds,
            Percentile = percentile,
            ShrinkMargin = ShrinkMargin ?? fallback.ShrinkMargin,
            StabilizationWindowSeconds = StabilizationSeconds ?? fallback.StabilizationWindowSeconds,
            MaxReplicaStep = MaxReplicaStep ?? fallback.MaxReplicaStep,
            Load = LoadIntervalSeconds is { } seconds
                ? new LoadOptions
                {
                    IntervalSeconds = seconds,
                    Percentile = percentile,
                    DownSensitivity = DownSensitivity ?? new LoadOptions().DownSensitivity,
                }
                : null,
        };
        return new PolicyKind(Name, "of the scenario file", pool => new PlannerPolicy(pool, options));
    }
}
