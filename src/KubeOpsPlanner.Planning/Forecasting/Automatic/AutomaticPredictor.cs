using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Ets;
using KubeOpsPlanner.Planning.Forecasting.Prophet;

namespace KubeOpsPlanner.Planning.Forecasting.Automatic;

/// <summary>
/// Runs every predictor beside the others and follows the one whose quantile, at the horizon, has lately cost least.
/// Another takes over only when it is better by a margin, so that noise does not make forecasts jump.
/// </summary>
public sealed record AutomaticPredictor : ICalibratedPredictor
{
    public const string Type = "auto";

    /// <summary>Share of the loss by which another candidate must be better.</summary>
    private const double Hysteresis = 0.05;

    /// <summary>
    /// Values that all candidates have been scored on before the first change: the loss lies mostly in those above the
    /// quantile, of which so many hold three at 0.9.
    /// </summary>
    private const int MinimumScores = 30;

    /// <summary>About a fit per candidate and window of history: with this a tick costs a hundredth of what it costs to fit all.</summary>
    private const int PointsBetweenFits = 192;

    /// <summary>A hundred points choose an order, or four seasons.</summary>
    private const int PointsInFit = 100;

    /// <summary>A candidate whose errors have grown is fitted again after so many.</summary>
    private const int RestAfterFit = 48;

    /// <summary>A trend that bends goes straight on until it is fitted again, so prophet needs that more often than the others.</summary>
    private const int PointsBetweenBends = 8;

    /// <summary>The first one speaks until the scores do.</summary>
    public required ValueList<Candidate> Candidates { get; init; }

    /// <summary>Index of the one that speaks.</summary>
    public int Chosen { get; init; }

    /// <summary>Values that all candidates have been scored on.</summary>
    public long Scored { get; init; }

    private SeriesForecaster Speaker => Candidates[Chosen].Series;

    public int MinimumPoints => 1;

    public string Description => $"{Candidates[Chosen].Name}: {Candidates[Chosen].Series.Predictor.Description}";

    public static AutomaticPredictor Create(PredictorOptions options)
    {
        string[] types = [KalmanPredictor.Type, ConstantPredictor.Type, ArimaPredictor.Type, EtsPredictor.Type, ProphetPredictor.Type];
        return new AutomaticPredictor
        {
            Candidates =
            [
                .. types.Select((type, turn) => new Candidate(type, SeriesForecaster.Create(Calm(options with { Type = type, Log1p = false }, turn)), [], 0)),
            ],
        };
    }

    public IPredictor Observe(double value)
    {
        var scored = Scored;
        if (Candidates.All(candidate => candidate.IsScored)) scored++;
        ValueList<Candidate> candidates = [.. Candidates.Select(candidate => candidate.Observe(value, scored))];
        return this with { Candidates = candidates, Scored = scored, Chosen = scored < MinimumScores ? Chosen : Choose(candidates) };
    }

    public double[] Predict(int horizon)
    {
        var series = Speaker.WithHorizon(horizon);
        var path = new double[horizon];
        for (var step = 1; step <= horizon; step++) path[step - 1] = series.Next(step)?.Point ?? 0;
        return path;
    }

    public Forecast? Next(int step) => Speaker.Next(step);

    public ICalibratedPredictor WithHorizon(int horizon) =>
        this with { Candidates = [.. Candidates.Select(candidate => candidate.WithHorizon(horizon))] };

    /// <summary>
    /// Most candidates are fitted for nothing, so they are fitted seldom: at most as often as the plan's own policy says, and
    /// not all at one observation, because each starts later than the one before it and rests longer.
    /// </summary>
    private static PredictorOptions Calm(PredictorOptions options, int turn) => options with
    {
        ProphetRefitPoints = Math.Max(options.ProphetRefitPoints, PointsBetweenBends),
        Refit = options.Refit with
        {
            MinimumPoints = options.Refit.MinimumPoints + turn,
            Window = Math.Min(options.Refit.Window, Math.Max(PointsInFit, 4 * options.SeasonalPeriod)),
            EveryPoints = Math.Max(options.Refit.EveryPoints, PointsBetweenFits) + turn,
            RestPoints = Math.Max(options.Refit.RestPoints, RestAfterFit),
        },
    };

    private int Choose(ValueList<Candidate> candidates)
    {
        var best = Chosen;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Loss < candidates[best].Loss) best = i;
        }

        return candidates[best].Loss < (1 - Hysteresis) * candidates[Chosen].Loss ? best : Chosen;
    }
}
