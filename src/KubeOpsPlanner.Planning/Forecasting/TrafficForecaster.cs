namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Three series over one service: requests per interval, input length, output length.</summary>
/// <remarks>
/// An idle window after live traffic repeats the last lengths, because no requests say nothing about their length;
/// idle windows before the first traffic and unreadable ones are not observations at all.
/// </remarks>
public sealed record TrafficForecaster
{
    /// <summary>Beyond so many intervals forecasts are guesses, and their errors a lot to remember.</summary>
    private const int LongestHorizon = 40;

    public required double IntervalSeconds { get; init; }

    public required SeriesForecaster Requests { get; init; }

    public required SeriesForecaster Isl { get; init; }

    public required SeriesForecaster Osl { get; init; }

    /// <param name="intervalSeconds">The nominal interval; counts of shorter or longer windows are scaled to it.</param>
    public static TrafficForecaster Create(PredictorOptions options, double intervalSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalSeconds);
        var series = SeriesForecaster.Create(options with { IntervalSeconds = intervalSeconds });
        return new TrafficForecaster { IntervalSeconds = intervalSeconds, Requests = series, Isl = series, Osl = series };
    }

    public TrafficForecaster Observe(TrafficWindow window) => window.Kind switch
    {
        TrafficKind.Live => Observe(window.RequestsPerSecond!.Value, window.Isl!.Value, window.Osl!.Value),
        TrafficKind.Idle when !Requests.SkipsZeros => Observe(0, Isl.Last, Osl.Last),
        _ => this,
    };

    /// <summary>Forecasts that reach as many intervals ahead as a start takes, at least one.</summary>
    public TrafficForecaster WithHorizon(double seconds)
    {
        var steps = double.IsFinite(seconds) ? (int)Math.Clamp(Math.Ceiling(seconds / IntervalSeconds), 1, LongestHorizon) : 1;
        return steps == Requests.Options.Horizon
            ? this
            : this with { Requests = Requests.WithHorizon(steps), Isl = Isl.WithHorizon(steps), Osl = Osl.WithHorizon(steps) };
    }

    /// <summary>What follows is live: zeros before its first traffic are skipped again.</summary>
    public TrafficForecaster EndWarmUp() =>
        this with { Requests = Requests.EndWarmUp(), Isl = Isl.EndWarmUp(), Osl = Osl.EndWarmUp() };

    /// <summary>Null before the first traffic.</summary>
    /// <exception cref="ArithmeticException">A model left the finite numbers.</exception>
    public TrafficForecast? Next() =>
        Requests.Next() is { } requests && Isl.Next() is { } isl && Osl.Next() is { } osl
            ? new TrafficForecast(requests, isl, osl, IntervalSeconds) { RequestsAhead = Ahead(requests) }
            : null;

    private ValueList<Forecast> Ahead(Forecast next)
    {
        var ahead = new Forecast[Requests.Options.Horizon];
        for (var step = 1; step <= ahead.Length; step++) ahead[step - 1] = step == 1 ? next : Requests.Next(step)!;
        return new ValueList<Forecast>(ahead);
    }

    private TrafficForecaster Observe(double requestsPerSecond, double isl, double osl) => this with
    {
        Requests = Requests.Observe(requestsPerSecond * IntervalSeconds),
        Isl = Isl.Observe(isl),
        Osl = Osl.Observe(osl),
    };
}
