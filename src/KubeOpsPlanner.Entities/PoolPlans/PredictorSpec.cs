using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record PredictorSpec
{
    [Describe("constant repeats the last value; kalman follows level and trend.")]
    public PredictorType Type { get; init; } = PredictorType.Kalman;

    [Describe("Forecast log(1+y) instead of y.")]
    public bool Log1p { get; init; }

    [Describe("Parameters of the kalman predictor.")]
    public KalmanSpec Kalman { get; init; } = new();
}
