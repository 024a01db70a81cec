namespace KubeOpsPlanner.Operator.Observations;

/// <summary>
/// What a Dynamo frontend or router has counted since it started, for one model. A counter that the page does not have, or has
/// as NaN, is null: unknown is not zero.
/// </summary>
public sealed record FrontendCounters
{
    public double? RequestsStarted { get; init; }
    public double? RequestsCompleted { get; init; }
    public RunningMean? TtftSeconds { get; init; }
    public RunningMean? ItlSeconds { get; init; }
    public RunningMean? InputTokens { get; init; }
    public RunningMean? OutputTokens { get; init; }
    public RunningMean? DurationSeconds { get; init; }
    public HistogramCounters? TtftBuckets { get; init; }
    public HistogramCounters? InputBuckets { get; init; }
    public HistogramCounters? OutputBuckets { get; init; }

    /// <summary>Prompt tokens that engines found in their caches.</summary>
    public RunningMean? CachedTokens { get; init; }

    /// <summary>The share of each prompt that a KV router found in caches.</summary>
    public RunningMean? CacheHits { get; init; }

    /// <summary>A gauge: requests that the frontend holds back because no worker takes them yet.</summary>
    public double? QueuedRequests { get; init; }

    public static FrontendCounters From(Exposition page, TrafficSeries series)
    {
        var ours = Of(page, series);
        return new FrontendCounters
        {
            RequestsStarted = Sum(ours["requests_started_total"]),
            RequestsCompleted = Sum(ours["requests_total"]),
            TtftSeconds = Mean(ours, "time_to_first_token_seconds"),
            ItlSeconds = Mean(ours, "inter_token_latency_seconds"),
            InputTokens = Mean(ours, "input_sequence_tokens"),
            OutputTokens = Mean(ours, "output_sequence_tokens"),
            DurationSeconds = Mean(ours, "request_duration_seconds"),
            TtftBuckets = HistogramCounters.From(ours["time_to_first_token_seconds_bucket"]),
            InputBuckets = HistogramCounters.From(ours["input_sequence_tokens_bucket"]),
            OutputBuckets = HistogramCounters.From(ours["output_sequence_tokens_bucket"]),
            CachedTokens = Mean(ours, "cached_tokens"),
            CacheHits = Mean(ours, "kv_hit_rate") ?? series.Routers.Select(router => Mean(Of(page, router), "kv_hit_rate")).FirstOrDefault(hits => hits is not null),
            QueuedRequests = Sum(ours["queued_requests"]),
        };
    }

    private static ILookup<string, MetricSample> Of(Exposition page, TrafficSeries series) => page.Samples
        .Where(sample => sample.Name.StartsWith(series.Prefix, StringComparison.Ordinal) && series.Matches(sample.Labels))
        .ToLookup(sample => sample.Name[series.Prefix.Length..], StringComparer.Ordinal);

    private static RunningMean? Mean(ILookup<string, MetricSample> values, string name) =>
        Sum(values[name + "_sum"]) is { } sum && Sum(values[name + "_count"]) is { } count ? new RunningMean(sum, count) : null;

    private static double? Sum(IEnumerable<MetricSample> samples)
    {
        var finite = samples.Select(sample => sample.Value).Where(double.IsFinite).ToList();
        return finite.Count == 0 ? null : finite.Sum();
    }
}

/// <summary>The <c>_sum</c> and <c>_count</c> of a histogram or summary.</summary>
public readonly record struct RunningMean(double Sum, double Count);
