using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>One window of traffic as a Prometheus knows it.</summary>
/// <param name="ask">Puts one query; stops asking after the first that the server does not answer.</param>
/// <param name="pods">Pods that count the traffic now.</param>
public sealed class PrometheusTraffic(TrafficQueries queries, Func<string, Task<PrometheusAnswer>> ask, IReadOnlyCollection<string> pods)
{
    private const double MsPerSecond = 1000;

    private string? _problem;
    private double? _end;

    /// <remarks>A series that is missing is unknown, one that is NaN had no samples.</remarks>
    public async Task<PrometheusReading> ReadAsync()
    {
        var started = await CountAsync(queries.Started);
        var completed = await CountAsync(queries.Completed);
        var coverage = started is not null ? await CoverageAsync(queries.StartedSamples)
            : completed is not null ? await CoverageAsync(queries.CompletedSamples)
            : null;
        var traffic = new TrafficWindow(
            queries.WindowSeconds,
            (started ?? completed) + coverage?.MissedRequests,
            await MeanAsync("input_sequence_tokens"),
            await MeanAsync("output_sequence_tokens"),
            await MeanAsync("time_to_first_token_seconds") * MsPerSecond,
            await MeanAsync("inter_token_latency_seconds") * MsPerSecond,
            await MeanAsync("request_duration_seconds") * MsPerSecond);
        var window = new FrontendWindow(traffic, completed > 0 ? traffic.TtftMs is > 0 : null, await CountAsync(queries.Gauge("queued_requests")))
        {
            CacheHitRate = FrontendWindow.Lower(await FirstAsync(queries.CachedShare), await FirstAsync([.. queries.CacheHits])),
            InFlightRequests = await CountAsync(queries.Gauge("inflight_requests")),
            Lengths = new TrafficLengths(await BucketsAsync("input_sequence_tokens"), await BucketsAsync("output_sequence_tokens")),
            TtftSeconds = await BucketsAsync("time_to_first_token_seconds"),
        };
        return _problem is null ? new PrometheusReading(window, coverage, null) : new PrometheusReading(null, null, _problem);
    }

    private async Task<WindowCoverage> CoverageAsync(string query)
    {
        if (_problem is not null || _end is not { } end) return WindowCoverage.Of([], queries.WindowSeconds, 0, pods);
        var answer = await ask(query);
        _problem = answer.Problem;
        return WindowCoverage.Of([.. answer.Ranges.Where(series => queries.Series.Matches(series.Labels))], queries.WindowSeconds, end, pods);
    }

    private async Task<IReadOnlyList<MetricSample>> AskAsync(string query)
    {
        if (_problem is not null) return [];
        var answer = await ask(query);
        _problem = answer.Problem;
        _end = answer.At ?? _end;
        return [.. answer.Series.Where(sample => queries.Series.Matches(sample.Labels))];
    }

    /// <summary>The sum of what is a number; null where nothing is.</summary>
    private async Task<double?> CountAsync(string query)
    {
        var values = (await AskAsync(query)).Select(sample => sample.Value).Where(double.IsFinite).ToList();
        return values.Count == 0 ? null : values.Sum();
    }

    private Task<double?> MeanAsync(string name) => FirstAsync(queries.Mean(name));

    /// <summary>The answer to the first query that has one; NaN is one.</summary>
    private async Task<double?> FirstAsync(params IReadOnlyList<string> asked)
    {
        foreach (var query in asked)
        {
            if (await AskAsync(query) is [var first, ..]) return first.Value;
        }

        return null;
    }

    private async Task<LengthHistogram?> BucketsAsync(string name) =>
        HistogramCounters.From(await AskAsync(queries.Buckets(name))) is { } counters ? new LengthHistogram(counters.UpperBounds, counters.Counts) : null;
}

/// <param name="Window">Null where the server did not answer; without requests where they are not counted, or too little of the window was scraped.</param>
/// <param name="Coverage">Null where nothing counts requests.</param>
/// <param name="Problem">Of a query that the server did not answer; null when there was none.</param>
public sealed record PrometheusReading(FrontendWindow? Window, WindowCoverage? Coverage, string? Problem);
