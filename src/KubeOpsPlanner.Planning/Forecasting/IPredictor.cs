namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>
/// A model of an evenly spaced series. Implementations are immutable records: their properties are their whole state, so
/// that a controller can keep, compare, replace and serialise it between ticks.
/// </summary>
public interface IPredictor
{
    /// <summary>Below this number of observations the last value is the forecast.</summary>
    int MinimumPoints { get; }

    /// <summary>Which model speaks, and why where it is a stand-in; for people.</summary>
    string Description { get; }

    /// <param name="value">A finite value; <see cref="SeriesForecaster"/> sees to that.</param>
    IPredictor Observe(double value);

    /// <summary>
    /// The next <paramref name="horizon"/> values, unclamped, in the units observed. Asking twice gives the same answer.
    /// </summary>
    double[] Predict(int horizon);
}
