using KubeOpsPlanner.Planning.Forecasting.Automatic;

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

    /// <summary>
    /// With the automatic choice. Sizing takes the expected mean length of the next interval, for which a filter of level
    /// and trend does what the best of five would; a choice costs a hundred times as much.
    /// </summary>
    private const string TypeOfLengths = KalmanPredictor.Type;

    public required double IntervalSeconds { get; init; }

    public required SeriesForecaster Requests { get; init; }

    public required SeriesForecaster Isl { get; init; }

    public required SeriesForecaster Osl { get; init; }

    /// <summary>From which a new forecaster can be made that knows as much.</summary>
    public TrafficHistory History { get; init; } = TrafficHistory.Empty;

    /// <param name="intervalSeconds">The nominal interval; counts of shorter or longer windows are scaled to it.</param>
    public static TrafficForecaster Create(PredictorOptions options, double intervalSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalSeconds);
        options = options with { IntervalSeconds = intervalSeconds };
        var lengths = SeriesForecaster.Create(options with { Type = options.Type == AutomaticPredictor.Type ? TypeOfLengths : options.Type });
        return new TrafficForecaster { IntervalSeconds = intervalSeconds, Requests = SeriesForecaster.Create(options), Isl = lengths, Osl = lengths };
    }

    /// <summary>A forecaster that has lived through all of a history, whatever predictor the history was seen with.</summary>
    public static TrafficForecaster Replay(PredictorOptions options, double intervalSeconds, TrafficHistory history)
    {
        var forecaster = Create(options, intervalSeconds);
        for (var i = 0; i < history.Requests.Count; i++)
            forecaster = forecaster.Observe(new TrafficWindow(intervalSeconds, history.Requests[i], history.Isl[i], history.Osl[i]));
        return forecaster;
    }

    public TrafficForecaster Observe(TrafficWindow window) => window.Kind switch
    {
        TrafficKind.Live => Observe(window.RequestsPerSecond!.Value, window.Isl!.Value, window.Osl!.Value),
        TrafficKind.Idle when !Requests.SkipsZeros => Observe(0, Isl.Last, Osl.Last),
        _ => this,
    };

    /// <summary>
    /// Lengths are counted when requests are served, so a window in which everything queued has none. Demand is known
    /// all the same: the last known lengths stand in, or before any traffic those that are expected.
    /// </summary>
    public TrafficWindow Complete(TrafficWindow window, double expectedIsl, double expectedOsl) => window.Requests is > 0
        ? window with
        {
            Isl = window.Isl is double.NaN ? Isl.Next()?.Point ?? expectedIsl : window.Isl,
            Osl = window.Osl is double.NaN ? Osl.Next()?.Point ?? expectedOsl : window.Osl,
        }
        : window;

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
        History = History.Append(requestsPerSecond * IntervalSeconds, isl, osl),
    };
}
