using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Ets;
using KubeOpsPlanner.Planning.Forecasting.Prophet;
using KubeOpsPlanner.Planning.Forecasting.Warmup;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Translates a plan's predictor.</summary>
public static class PlanPredictor
{
    public static PredictorOptions Options(PredictorSpec spec) => new(Type(spec.Type), spec.Log1p)
    {
        Kalman = new KalmanOptions(spec.Kalman.QLevel, spec.Kalman.QTrend, spec.Kalman.R, spec.Kalman.MinPoints),
        ProphetWindowSize = spec.ProphetWindowSize,
        SeasonalPeriod = spec.SeasonalPeriod,
    };

    /// <summary>Whether a forecaster was made for this spec; how far it looks ahead and how long its interval is do not count.</summary>
    public static bool IsSame(PredictorSpec spec, PredictorOptions options) =>
        Options(spec) == options with { Horizon = new PredictorOptions().Horizon, IntervalSeconds = new PredictorOptions().IntervalSeconds };

    public static PlanWarmUp WarmUp(LocalPlanState state, WarmupReading reading)
    {
        if (reading.Problem is { } problem) return new PlanWarmUp(state, problem, $"spec.predictor.warmupTrace: {problem}");
        try
        {
            var warm = state with { Forecaster = WarmStart.Feed(state.Forecaster, reading.Requests) };
            return new PlanWarmUp(
                warm, null, $"Forecasts start from {reading.Requests.Count} recorded requests, {reading.SkippedLines} lines skipped.");
        }
        catch (ArgumentException exception)
        {
            return new PlanWarmUp(state, exception.Message, $"spec.predictor.warmupTrace: {exception.Message}");
        }
    }

    private static string Type(PredictorType type) => type switch
    {
        PredictorType.Constant => ConstantPredictor.Type,
        PredictorType.Arima => ArimaPredictor.Type,
        PredictorType.Kalman => KalmanPredictor.Type,
        PredictorType.Prophet => ProphetPredictor.Type,
        PredictorType.Ets => EtsPredictor.Type,
        PredictorType.Auto => AutomaticPredictor.Type,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "is not a predictor"),
    };
}
