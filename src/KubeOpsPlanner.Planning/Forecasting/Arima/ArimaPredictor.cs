using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>ARIMA of the order with the least AICc.</summary>
public sealed record ArimaPredictor : FittedPredictor<ArimaModel>
{
    public const string Type = "arima";

    /// <summary>
    /// An order that collapses to (0,d,0) forecasts the last value or a line through two points. As in Dynamo's planner,
    /// log(1 + y) is tried then, where bursts are small enough for a structure to show.
    /// </summary>
    public bool MayUseLog1p { get; init; } = true;

    public bool IsStepwise { get; init; } = true;

    public static ArimaPredictor Create(PredictorOptions options) => new()
    {
        Policy = options.Refit,
        SeasonalPeriod = options.SeasonalPeriod,
        MayUseLog1p = !options.Log1p,
        IsStepwise = options.ArimaIsStepwise,
    };

    protected override (ArimaModel? Model, bool IsLog1p) Fit(IReadOnlyList<double> history)
    {
        var model = FitOne(history);
        if (model is null or { Fit.Order.IsCollapsed: true } && MayUseLog1p && history.All(value => value >= 0)
            && FitOne([.. history.Select(value => Math.Log(1 + value))]) is { } logarithmic)
        {
            return (logarithmic, true);
        }

        return (model, false);
    }

    private ArimaModel? FitOne(IReadOnlyList<double> series) =>
        ArimaSearch.Run(series, new ArimaSearchOptions(SeasonalPeriod, IsStepwise)) is { } fit ? ArimaModel.Start(fit, series) : null;
}
