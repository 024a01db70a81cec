using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>A Prophet-style model of the newest points; by itself fitted anew for every forecast, as in Dynamo's planner.</summary>
public sealed record ProphetPredictor : FittedPredictor<ProphetModel>
{
    public const string Type = "prophet";

    public required double IntervalSeconds { get; init; }

    public static ProphetPredictor Create(PredictorOptions options) => new()
    {
        Policy = options.Refit with { Window = options.ProphetWindowSize, EveryPoints = options.ProphetRefitPoints },
        IntervalSeconds = options.IntervalSeconds,
        SeasonalPeriod = options.SeasonalPeriod,
    };

    protected override (ProphetModel? Model, bool IsLog1p) Fit(IReadOnlyList<double> history) =>
        (ProphetFitter.Fit(history, FourierSeason.Choose(history.Count, IntervalSeconds, SeasonalPeriod)), false);
}
