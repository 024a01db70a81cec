namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>The next interval's traffic.</summary>
/// <param name="Requests">Requests in one interval of <paramref name="IntervalSeconds"/>.</param>
/// <param name="Isl">Mean input tokens per request.</param>
/// <param name="Osl">Mean output tokens per request.</param>
public sealed record TrafficForecast(Forecast Requests, Forecast Isl, Forecast Osl, double IntervalSeconds)
{
    public double RequestsPerSecond => Requests.Point / IntervalSeconds;

    /// <param name="probability">Null for the expected value.</param>
    public double RequestsPerSecondAt(double? probability) =>
        probability is { } p ? Requests.Quantile(p) / IntervalSeconds : RequestsPerSecond;
}
