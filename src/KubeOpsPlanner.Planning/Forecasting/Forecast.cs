using KubeOpsPlanner.Planning.Forecasting.Calibration;

namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>A coming value of a series, never negative.</summary>
/// <param name="Point">The expected value.</param>
/// <param name="StandardError">
/// Root mean square of the model's own recent errors as far ahead, on the scale that was modelled; null while none was measured.
/// </param>
/// <param name="Log1p">True when the model works on log(1 + y).</param>
public sealed record Forecast(double Point, double? StandardError, bool Log1p)
{
    /// <summary>The model's own recent errors as far ahead, on the scale that was modelled.</summary>
    public ValueList<double> Residuals { get; init; } = [];

    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <returns>The value that the real one stays below with this probability; the point itself while no error was measured.</returns>
    public double Quantile(double probability)
    {
        if (StandardError is not { } error) return Point;
        var offset = EmpiricalQuantile.Of(Residuals.AsSpan(), error, probability);
        return Math.Max(0, Log1p ? Math.Exp(Math.Log(1 + Point) + offset) - 1 : Point + offset);
    }
}
