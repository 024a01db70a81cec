namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>Level, trend and seasons while a series runs past. Mutable: one run.</summary>
internal sealed class EtsState(EtsForm form, EtsSmoothing smoothing, double level, double trend, double[] seasons)
{
    private int _phase;

    public double Level { get; private set; } = level;

    public double Trend { get; private set; } = trend;

    /// <summary>The seasons, the next one first.</summary>
    public double[] Seasons => [.. seasons[_phase..], .. seasons[.._phase]];

    public double Prediction => Level + smoothing.Phi * Trend + (form.HasSeason ? seasons[_phase] : 0);

    /// <returns>The error of the prediction.</returns>
    public double Step(double value)
    {
        var error = value - Prediction;
        Level += smoothing.Phi * Trend + smoothing.Alpha * error;
        Trend = smoothing.Phi * Trend + smoothing.Beta * error;
        if (form.HasSeason)
        {
            seasons[_phase] += smoothing.Gamma * error;
            _phase = (_phase + 1) % form.Period;
        }

        return error;
    }
}
