using KubeOpsPlanner.Planning.Forecasting.Calibration;

namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>One series: a predictor, the transformation around it, and what its forecasts were wrong by.</summary>
/// <remarks>
/// Leading zeros are skipped, because a service that has not been discovered yet says nothing about its load. A
/// non-finite value counts as 0, as in Dynamo's predictors; callers keep windows that they could not read away from here.
/// A predictor that left the finite numbers is replaced by a new one at the next observation.
/// </remarks>
public sealed record SeriesForecaster
{
    public required PredictorOptions Options { get; init; }

    public required IPredictor Predictor { get; init; }

    /// <summary>Observations since the first that was not 0.</summary>
    public long Count { get; init; }

    public double Last { get; init; }

    /// <summary>True until a value other than 0 was seen, live rather than in a warm-up.</summary>
    public bool SkipsZeros { get; init; } = true;

    /// <summary>The coming values on the scale that is modelled, as many as the horizon; empty before the first observation.</summary>
    public ValueList<double> Path { get; init; } = [];

    public ResidualCalibration Calibration { get; init; } = new();

    public static SeriesForecaster Create(PredictorOptions options) =>
        new() { Options = options, Predictor = PredictorRegistry.Create(options) };

    public SeriesForecaster Observe(double value)
    {
        if (!double.IsFinite(value)) value = 0;
        if (SkipsZeros && value == 0) return this;

        var modelled = Options.Log1p ? Math.Log(1 + Math.Max(0, value)) : value;
        var isLost = !IsFinite(Path);
        var next = this with
        {
            Predictor = (isLost ? PredictorRegistry.Create(Options) : Predictor).Observe(modelled),
            Count = (isLost ? 0 : Count) + 1,
            Last = value,
            SkipsZeros = false,
            Calibration = Calibration.Observe(modelled, Options.Horizon),
        };
        return next.Issue();
    }

    /// <summary>Forecasts of fewer or more intervals from now on; errors that were measured are kept.</summary>
    public SeriesForecaster WithHorizon(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (horizon == Options.Horizon) return this;
        var next = this with
        {
            Options = Options with { Horizon = horizon },
            Predictor = Predictor is ICalibratedPredictor own ? own.WithHorizon(horizon) : Predictor,
        };
        return Count == 0 ? next : next with { Path = next.Modelled() };
    }

    /// <summary>What a warm-up taught is kept, but zeros that follow are leading zeros again.</summary>
    public SeriesForecaster EndWarmUp() => this with { SkipsZeros = true };

    /// <param name="step">Intervals ahead, 1 to the horizon.</param>
    /// <returns>Null before the first observation.</returns>
    /// <exception cref="ArithmeticException">The model left the finite numbers.</exception>
    public Forecast? Next(int step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Options.Horizon);
        if (Count == 0) return null;
        if (!Options.Log1p && Predictor is ICalibratedPredictor own) return own.Next(step);
        var point = Options.Log1p ? Math.Exp(Path[step - 1]) - 1 : Path[step - 1];
        return double.IsFinite(point)
            ? new Forecast(point, Calibration.StandardError(step), Options.Log1p) { Residuals = Calibration.Of(step) }
            : throw new ArithmeticException($"{Predictor.GetType().Name} predicted {point} after {Count} observations.");
    }

    private SeriesForecaster Issue()
    {
        var path = Modelled();
        return this with
        {
            Path = path,
            // The last value as a stand-in is not the model's forecast, so its errors do not count.
            Calibration = Count < Predictor.MinimumPoints ? Calibration : Calibration.Issue(path, Options.Horizon),
        };
    }

    private ValueList<double> Modelled()
    {
        var path = Count < Predictor.MinimumPoints
            ? new ConstantPredictor(Options.Log1p ? Math.Log(1 + Math.Max(0, Last)) : Last).Predict(Options.Horizon)
            : Predictor.Predict(Options.Horizon);
        for (var i = 0; i < path.Length; i++)
        {
            if (double.IsFinite(path[i])) path[i] = Math.Max(0, path[i]);
        }

        return new ValueList<double>(path);
    }

    private static bool IsFinite(ValueList<double> path)
    {
        foreach (var value in path)
        {
            if (!double.IsFinite(value)) return false;
        }

        return true;
    }
}
