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
}
