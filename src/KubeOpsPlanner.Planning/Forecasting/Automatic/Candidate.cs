namespace KubeOpsPlanner.Planning.Forecasting.Automatic;

/// <summary>A predictor that competes, with its record.</summary>
/// <param name="Issued">Its quantiles for the intervals that are still to come, the oldest first.</param>
/// <param name="Loss">Recent mean of its pinball loss.</param>
public sealed record Candidate(string Name, SeriesForecaster Series, ValueList<double> Issued, double Loss)
{
    /// <summary>Weight of the newest loss once as many have been counted as it takes for a plain mean: about the last fifty count.</summary>
    private const double LeastWeight = 1 / 50.0;

    /// <summary>True when a quantile for the next value has been waiting for it.</summary>
    public bool IsScored => Issued.Count == Series.Options.Horizon;

    public Candidate Observe(double value, long scored)
    {
        var loss = Loss;
        if (scored > 0 && IsScored)
        {
            var weight = Math.Max(LeastWeight, 1.0 / scored);
            loss += weight * (PinballLoss.Of(value, Issued[0], Series.Options.ScoredQuantile) - loss);
        }

        var series = Series.Observe(value);
        return this with { Series = series, Loss = loss, Issued = Issued.Append(Farthest(series), series.Options.Horizon) };
    }

    /// <summary>What was issued for another horizon is not scored.</summary>
    public Candidate WithHorizon(int horizon) =>
        horizon == Series.Options.Horizon ? this : this with { Series = Series.WithHorizon(horizon), Issued = [] };

    /// <summary>A model that left the finite numbers answers with the last value until it has recovered.</summary>
    private static double Farthest(SeriesForecaster series)
    {
        try
        {
            return series.Next(series.Options.Horizon)?.Quantile(series.Options.ScoredQuantile) ?? series.Last;
        }
        catch (ArithmeticException)
        {
            return series.Last;
        }
    }
}
