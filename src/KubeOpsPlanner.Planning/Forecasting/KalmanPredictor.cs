namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>
/// Kalman filter of a local linear trend: state (level, trend), F = [[1,1],[0,1]], H = [1,0], Q = diag(qLevel, qTrend).
/// </summary>
/// <remarks>
/// The first observation sets the level and nothing else; the covariance then still is P0 = 1000·I, wide enough for the
/// second observation to fix the trend.
/// </remarks>
public sealed record KalmanPredictor(
    KalmanOptions Options, bool Started, double Level, double Trend, double P00, double P01, double P11) : IPredictor
{
    public const string Type = "kalman";

    private const double InitialVariance = 1000;
    private const double LeastMeasurementVariance = 1e-9;

    public int MinimumPoints => Options.MinPoints;

    public string Description => "local linear trend";

    public static KalmanPredictor Create(KalmanOptions options) =>
        new(options, false, 0, 0, InitialVariance, 0, InitialVariance);

    public double[] Predict(int horizon)
    {
        var path = new double[horizon];
        for (var step = 1; step <= horizon; step++) path[step - 1] = Level + step * Trend;
        return path;
    }

    public IPredictor Observe(double value)
    {
        if (!Started) return this with { Started = true, Level = value };

        var level = Level + Trend;
        var p00 = P00 + 2 * P01 + P11 + Options.QLevel;
        var p01 = P01 + P11;
        var p11 = P11 + Options.QTrend;

        var innovation = value - level;
        var variance = p00 + Math.Max(LeastMeasurementVariance, Options.R);
        var (gainLevel, gainTrend) = (p00 / variance, p01 / variance);
        return this with
        {
            Level = level + gainLevel * innovation,
            Trend = Trend + gainTrend * innovation,
            P00 = (1 - gainLevel) * p00,
            P01 = (1 - gainLevel) * p01,
            P11 = p11 - gainTrend * p01,
        };
    }
}
