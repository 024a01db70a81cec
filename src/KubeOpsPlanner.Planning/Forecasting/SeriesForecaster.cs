namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>One series: a predictor, the transformation around it and a running measure of its one-step errors.</summary>
/// <remarks>
/// Leading zeros are skipped, because a service that has not been discovered yet says nothing about its load. A
/// non-finite value counts as 0, as in Dynamo's predictors; callers keep windows that they could not read away from here.
/// </remarks>
public sealed record SeriesForecaster
{
    /// <summary>Weight of the newest squared error: about the last twenty intervals count.</summary>
    private const double ErrorWeight = 0.1;

    public required IPredictor Predictor { get; init; }

    public bool Log1p { get; init; }

    /// <summary>Observations since the first that was not 0.</summary>
    public long Count { get; init; }

    public double Last { get; init; }

    public double? MeanSquaredError { get; init; }

    public static SeriesForecaster Create(PredictorOptions options) =>
        new() { Predictor = PredictorRegistry.Create(options), Log1p = options.Log1p };

    public SeriesForecaster Observe(double value)
    {
        if (!double.IsFinite(value)) value = 0;
        if (Count == 0 && value == 0) return this;

        var modelled = Log1p ? Math.Log(1 + Math.Max(0, value)) : value;
        return this with
        {
            Predictor = Predictor.Observe(modelled),
            Count = Count + 1,
            Last = value,
            MeanSquaredError = Count >= Predictor.MinimumPoints ? NextError(modelled - Predictor.Predict()) : MeanSquaredError,
        };
    }

    /// <summary>Null before the first observation.</summary>
    /// <exception cref="ArithmeticException">The model left the finite numbers.</exception>
    public Forecast? Next()
    {
        if (Count == 0) return null;
        return new Forecast(Point(), MeanSquaredError is { } error ? Math.Sqrt(error) : null, Log1p);
    }

    private double Point()
    {
        if (Count < Predictor.MinimumPoints) return Math.Max(0, Last);
        var predicted = Predictor.Predict();
        var point = Log1p ? Math.Exp(predicted) - 1 : predicted;
        return double.IsFinite(point)
            ? Math.Max(0, point)
            : throw new ArithmeticException($"{Predictor.GetType().Name} predicted {point} after {Count} observations.");
    }

    private double NextError(double error) =>
        MeanSquaredError is { } mean ? mean + ErrorWeight * (error * error - mean) : error * error;
}
