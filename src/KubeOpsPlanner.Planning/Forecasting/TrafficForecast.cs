namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>The coming traffic.</summary>
/// <param name="Requests">Requests in the next interval of <paramref name="IntervalSeconds"/>.</param>
/// <param name="Isl">Mean input tokens per request.</param>
/// <param name="Osl">Mean output tokens per request.</param>
public sealed record TrafficForecast(Forecast Requests, Forecast Isl, Forecast Osl, double IntervalSeconds)
{
    /// <summary>Requests in the next interval, the one after, and so on to the horizon.</summary>
    public ValueList<Forecast> RequestsAhead { get; init; } = [Requests];

    public double RequestsPerSecond => Requests.Point / IntervalSeconds;

    /// <param name="probability">Null for the expected value.</param>
    public double RequestsPerSecondAt(double? probability) => At(Requests, probability);

    /// <summary>
    /// The most of any interval up to the horizon: replicas that are ordered now serve none of the intervals before, and
    /// all of those after.
    /// </summary>
    /// <param name="probability">Null for the expected value.</param>
    public double PeakRequestsPerSecondAt(double? probability)
    {
        var peak = 0.0;
        foreach (var forecast in RequestsAhead) peak = Math.Max(peak, At(forecast, probability));
        return peak;
    }

    private double At(Forecast requests, double? probability) =>
        (probability is { } p ? requests.Quantile(p) : requests.Point) / IntervalSeconds;
}
