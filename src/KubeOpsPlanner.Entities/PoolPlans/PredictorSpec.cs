using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record PredictorSpec
{
    [Describe("constant repeats the last value; arima chooses an order and follows it; kalman follows level and trend; prophet "
        + "fits a trend with bends and seasons; ets smooths exponentially; auto runs all and follows the one that lately cost least.")]
    public PredictorType Type { get; init; } = PredictorType.Auto;

    [Describe("Forecast log(1+y) instead of y.")]
    public bool Log1p { get; init; }

    [Describe("Parameters of the kalman predictor.")]
    public KalmanSpec Kalman { get; init; } = new();

    [Describe("Points that the prophet predictor looks back.")]
    [Minimum(5)]
    [Maximum(1000)]
    public int ProphetWindowSize { get; init; } = 50;

    [Describe("Intervals in one season of the traffic, for arima, ets and prophet; 1 for none.")]
    [Minimum(1)]
    [Maximum(1000)]
    public int SeasonalPeriod { get; init; } = 1;

    [Describe("Recorded traffic that forecasts start from: a file, directory or glob under the operator's --warmup-traces folder; "
        + "Mooncake JSONL, Azure CSV or dynamo.request.trace.v1, also as .gz.")]
    public string? WarmupTrace { get; init; }
}
