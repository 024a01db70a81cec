namespace KubeOpsPlanner.Planning.Forecasting.Calibration;

/// <summary>
/// What a forecaster's own forecasts turned out to be wrong by, for every step ahead: forecasts wait here until their
/// value is seen. These errors, not the model's assumptions, make the quantiles (split conformal prediction over a window).
/// </summary>
public sealed record ResidualCalibration
{
    /// <summary>Errors kept per step: enough for the 98 % quantile, few enough to forget a regime in a few hours.</summary>
    public const int Window = 50;

    /// <summary>Forecast paths of the last intervals, newest last.</summary>
    public ValueList<ValueList<double>> Pending { get; init; } = [];

    /// <summary>Value less forecast, per step ahead, oldest first.</summary>
    public ValueList<ValueList<double>> Residuals { get; init; } = [];

    /// <summary>Settles what earlier paths said about <paramref name="value"/>.</summary>
    public ResidualCalibration Observe(double value, int horizon)
    {
        if (Pending.Count == 0) return this;
        var residuals = new ValueList<double>[horizon];
        for (var step = 1; step <= horizon; step++)
        {
            var known = Of(step);
            var path = step <= Pending.Count ? Pending[Pending.Count - step] : [];
            residuals[step - 1] = step <= path.Count && double.IsFinite(value - path[step - 1])
                ? known.Append(value - path[step - 1], Window)
                : known;
        }

        return this with { Residuals = new ValueList<ValueList<double>>(residuals) };
    }

    public ResidualCalibration Issue(ValueList<double> path, int horizon) => this with { Pending = Pending.Append(path, horizon) };

    public ValueList<double> Of(int step) => step <= Residuals.Count ? Residuals[step - 1] : [];

    /// <summary>
    /// Root mean square of the errors <paramref name="step"/> intervals ahead. Before any was seen, that of the farthest
    /// step known, grown as the error of a random walk does; null while there is none at all.
    /// </summary>
    public double? StandardError(int step)
    {
        for (var known = step; known > 0; known--)
        {
            var residuals = Of(known);
            if (residuals.Count == 0) continue;
            var squares = 0.0;
            foreach (var residual in residuals) squares += residual * residual;
            return Math.Sqrt(squares / residuals.Count * step / known);
        }

        return null;
    }
}
