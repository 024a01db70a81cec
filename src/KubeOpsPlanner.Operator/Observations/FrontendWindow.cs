using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>What happened between two scrapes of one frontend.</summary>
/// <param name="Traffic">Requests are started ones (completed ones where starts are not counted): demand, not what was served.</param>
/// <param name="IsStreaming">False when requests completed but none reported a first token; null when none completed.</param>
/// <param name="QueuedRequests">Requests that wait for their first token at the end of the window; null when unknown.</param>
public sealed record FrontendWindow(TrafficWindow Traffic, bool? IsStreaming, double? QueuedRequests)
{
    private const double MsPerSecond = 1000;

    /// <summary>Requests started and not completed at the end of the window; null when unknown.</summary>
    public double? InFlightRequests { get; init; }

    /// <summary>
    /// The share of prompt tokens that were in a cache, by what engines or router say, the lower of both: what is counted once too
    /// often would leave prompts without an engine. Null when nobody counts, NaN without requests.
    /// </summary>
    public double? CacheHitRate { get; init; }

    public TrafficLengths Lengths { get; init; } = TrafficLengths.Unknown;

    /// <summary>Times to the first token within the window, in seconds; null when unknown.</summary>
    public LengthHistogram? TtftSeconds { get; init; }

    /// <summary>
    /// The difference of two scrapes. Null when no time passed or a counter went back: the frontend restarted, and what
    /// it served before that is not known.
    /// </summary>
    public static FrontendWindow? Between(FrontendCounters before, FrontendCounters after, TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero || after.RequestsStarted < before.RequestsStarted
            || after.RequestsCompleted < before.RequestsCompleted)
        {
            return null;
        }

        var started = after.RequestsStarted - before.RequestsStarted;
        var completed = after.RequestsCompleted - before.RequestsCompleted;
        var traffic = new TrafficWindow(
            duration.TotalSeconds,
            started ?? completed,
            Mean(before.InputTokens, after.InputTokens),
            Mean(before.OutputTokens, after.OutputTokens),
            Mean(before.TtftSeconds, after.TtftSeconds) * MsPerSecond,
            Mean(before.ItlSeconds, after.ItlSeconds) * MsPerSecond,
            Mean(before.DurationSeconds, after.DurationSeconds) * MsPerSecond);
        return new FrontendWindow(traffic, completed > 0 ? traffic.TtftMs is > 0 : null, after.QueuedRequests)
        {
            CacheHitRate = Lower(Share(before, after), Mean(before.CacheHits, after.CacheHits)),
            InFlightRequests = after.RequestsStarted - after.RequestsCompleted,
            Lengths = new TrafficLengths(after.InputBuckets?.Since(before.InputBuckets), after.OutputBuckets?.Since(before.OutputBuckets)),
            TtftSeconds = after.TtftBuckets?.Since(before.TtftBuckets),
        };
    }

    /// <summary>The time that this share of the requests stayed below; null when unknown.</summary>
    public double? TtftMsAt(double share) => TtftSeconds?.Quantile(share) * MsPerSecond;

    internal static double? Lower(double? one, double? other) => (one, other) switch
    {
        (null or double.NaN, { } known) => known,
        ({ } known, null or double.NaN) => known,
        _ => one < other ? one : other,
    };

    /// <summary>Engines count cached tokens only where there are any, so both sums are over the window's requests.</summary>
    private static double? Share(FrontendCounters before, FrontendCounters after)
    {
        var cached = after.CachedTokens?.Sum - (before.CachedTokens?.Sum ?? 0);
        var prompts = after.InputTokens?.Sum - before.InputTokens?.Sum;
        return (cached, prompts) switch
        {
            (null or < 0, _) or (_, null or < 0) => null,
            (_, 0) => double.NaN,
            _ => cached / prompts,
        };
    }

    /// <summary>The mean of what was added in between: NaN when nothing was, null when the histogram is absent or went back.</summary>
    private static double? Mean(RunningMean? before, RunningMean? after)
    {
        var count = after?.Count - before?.Count;
        var sum = after?.Sum - before?.Sum;
        return count switch
        {
            null or < 0 => null,
            0 => double.NaN,
            _ => sum >= 0 ? sum / count : null,
        };
    }
}
