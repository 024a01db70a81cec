using KubeOpsPlanner.Planning.Forecasting.Arima;

namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>Fits a model now and then and follows the series with it in between.</summary>
public abstract record FittedPredictor<TModel> : IPredictor
    where TModel : class, IFittedModel<TModel>
{
    /// <summary>Weight of the newest squared error: about the last ten count.</summary>
    private const double ErrorWeight = 0.2;

    public required RefitPolicy Policy { get; init; }

    /// <summary>Intervals in one season; 1 without.</summary>
    public int SeasonalPeriod { get; init; } = 1;

    /// <summary>The newest observations, as many as the policy's window.</summary>
    public ValueList<double> History { get; init; } = [];

    public long Seen { get; init; }

    /// <summary>Observations after the last attempt to fit.</summary>
    public long SinceFit { get; init; }

    /// <summary>Of one step, since the fit, on the scale that was fitted.</summary>
    public double? MeanSquaredError { get; init; }

    /// <summary>Null while the last value stands in for it.</summary>
    public TModel? Model { get; init; }

    /// <summary>True when the model was fitted to log(1 + y).</summary>
    public bool IsLog1p { get; init; }

    public FallbackReason Fallback { get; init; } = FallbackReason.TooFewPoints;

    public int MinimumPoints => Policy.MinimumPoints;

    public string Description => Model is { } model
        ? model.Description + (IsLog1p ? " of log(1+y)" : "")
        : $"last value ({Fallback})";

    public IPredictor Observe(double value)
    {
        var next = Follow(value);
        return Policy.IsDue(next.Seen, next.SinceFit, next.ErrorRatio()) ? next.Refit() : next;
    }

    public double[] Predict(int horizon)
    {
        if (Model is { } model)
        {
            var path = model.Predict(horizon);
            if (IsLog1p) path = [.. path.Select(value => Math.Exp(value) - 1)];
            if (Array.TrueForAll(path, double.IsFinite)) return path;
        }

        return new ConstantPredictor(History.Count == 0 ? 0 : History[^1]).Predict(horizon);
    }

    /// <summary>The best model of the family, and whether it models log(1 + y); null when none can be fitted.</summary>
    protected abstract (TModel? Model, bool IsLog1p) Fit(IReadOnlyList<double> history);

    private FittedPredictor<TModel> Follow(double value)
    {
        var modelled = IsLog1p ? Math.Log(1 + Math.Max(0, value)) : value;
        var error = Model is { } model ? modelled - model.Predict(1)[0] : (double?)null;
        return this with
        {
            History = History.Append(value, Policy.Window),
            Seen = Seen + 1,
            SinceFit = SinceFit + 1,
            Model = Model?.Observe(modelled),
            MeanSquaredError = error is { } e
                ? (MeanSquaredError ?? e * e) + ErrorWeight * (e * e - (MeanSquaredError ?? e * e))
                : null,
        };
    }

    /// <summary>A series that was constant and no longer is has infinitely larger errors than its model.</summary>
    private double? ErrorRatio() => Model is { } model
        ? MeanSquaredError / Math.Max(model.Variance, double.Epsilon)
        : Fallback == FallbackReason.ConstantSeries && !Differencing.IsConstant(History) ? double.PositiveInfinity : null;

    private FittedPredictor<TModel> Refit()
    {
        var isConstant = Differencing.IsConstant(History);
        var (model, isLog1p) = isConstant ? (null, false) : Fit(History);
        return this with
        {
            Model = model,
            IsLog1p = isLog1p,
            SinceFit = 0,
            MeanSquaredError = null,
            Fallback = model is not null ? FallbackReason.None
                : isConstant ? FallbackReason.ConstantSeries : FallbackReason.NothingFits,
        };
    }
}
