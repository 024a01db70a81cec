using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>Exponential smoothing (Holt-Winters) of the additive form with the least AICc.</summary>
public sealed record EtsPredictor : FittedPredictor<EtsModel>
{
    public const string Type = "ets";

    public static EtsPredictor Create(PredictorOptions options) => new() { Policy = options.Refit, SeasonalPeriod = options.SeasonalPeriod };

    protected override (EtsModel? Model, bool IsLog1p) Fit(IReadOnlyList<double> history) =>
        (EtsFitter.Select(history, SeasonalPeriod), false);
}
