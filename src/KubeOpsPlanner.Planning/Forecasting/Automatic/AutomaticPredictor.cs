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
        var plain = types.Select(type => options with { Type = type, Log1p = false });

        // Around this predictor log(1 + y) may already have been taken; twice would be another model.
        var logarithmic = options.Log1p ? [] : plain.Where(candidate => candidate.Type != ConstantPredictor.Type)
            .Select(candidate => candidate with { Log1p = true });
        return new AutomaticPredictor
        {
            Candidates = [.. plain.Concat(logarithmic).Select(candidate => new Candidate(
                candidate.Type + (candidate.Log1p ? " of log(1+y)" : ""), SeriesForecaster.Create(candidate), [], 0))],
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
