namespace KubeOpsPlanner.Operator.Observations;

/// <summary>
/// What a Dynamo frontend has counted since it started, for one model. A counter that the page does not have, or has
/// as NaN, is null: unknown is not zero.
/// </summary>
public sealed record FrontendCounters
{
    private const string Prefix = "dynamo_frontend_";

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

    /// <summary>A gauge: requests that the frontend holds back because no worker takes them yet.</summary>
    public double? QueuedRequests { get; init; }

    /// <param name="model">Compared without case, as upstream does; null takes the only model there is.</param>
    /// <param name="dynamoNamespace">Series that carry another one are not ours; series without the label are.</param>
    public static FrontendCounters From(Exposition page, string? model, string dynamoNamespace)
    {
        var ours = page.Samples
            .Where(sample => sample.Name.StartsWith(Prefix, StringComparison.Ordinal) && Matches(sample, model, dynamoNamespace))
            .ToLookup(sample => sample.Name[Prefix.Length..], StringComparer.Ordinal);
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
            QueuedRequests = Sum(ours["queued_requests"]),
        };
    }

    private static bool Matches(MetricSample sample, string? model, string dynamoNamespace) =>
        (model is null || !sample.Labels.TryGetValue("model", out var itsModel)
            || string.Equals(itsModel, model, StringComparison.OrdinalIgnoreCase))
        && (!sample.Labels.TryGetValue("dynamo_namespace", out var itsNamespace) || itsNamespace == dynamoNamespace);

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
