namespace KubeOpsPlanner.Planning.Forecasting;

/// <param name="Type">A name that <see cref="PredictorRegistry"/> knows.</param>
/// <param name="Log1p">Model log(1 + y) instead of y: errors then count in proportion.</param>
public sealed record PredictorOptions(string Type = KalmanPredictor.Type, bool Log1p = false)
{
    public KalmanOptions Kalman { get; init; } = new();
}
