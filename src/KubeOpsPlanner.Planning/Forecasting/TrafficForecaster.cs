namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Three series over one service: requests per interval, input length, output length.</summary>
/// <remarks>
/// An idle window after live traffic repeats the last lengths, because no requests say nothing about their length;
/// idle windows before the first traffic and unreadable ones are not observations at all.
/// </remarks>
public sealed record TrafficForecaster
{
    public required double IntervalSeconds { get; init; }

    public required SeriesForecaster Requests { get; init; }

    public required SeriesForecaster Isl { get; init; }

    public required SeriesForecaster Osl { get; init; }

    /// <param name="intervalSeconds">The nominal interval; counts of shorter or longer windows are scaled to it.</param>
    public static TrafficForecaster Create(PredictorOptions options, double intervalSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalSeconds);
        var series = SeriesForecaster.Create(options);
        return new TrafficForecaster { IntervalSeconds = intervalSeconds, Requests = series, Isl = series, Osl = series };
    }

    public TrafficForecaster Observe(TrafficWindow window) => window.Kind switch
    {
        TrafficKind.Live => Observe(window.RequestsPerSecond!.Value, window.Isl!.Value, window.Osl!.Value),
        TrafficKind.Idle when Requests.Count > 0 => Observe(0, Isl.Last, Osl.Last),
        _ => this,
    };

    /// <summary>Null before the first traffic.</summary>
    /// <exception cref="ArithmeticException">A model left the finite numbers.</exception>
    public TrafficForecast? Next() =>
        Requests.Next() is { } requests && Isl.Next() is { } isl && Osl.Next() is { } osl
            ? new TrafficForecast(requests, isl, osl, IntervalSeconds)
            : null;

    private TrafficForecaster Observe(double requestsPerSecond, double isl, double osl) => this with
    {
        Requests = Requests.Observe(requestsPerSecond * IntervalSeconds),
        Isl = Isl.Observe(isl),
        Osl = Osl.Observe(osl),
    };
}
