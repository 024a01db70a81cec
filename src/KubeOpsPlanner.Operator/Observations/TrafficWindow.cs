namespace KubeOpsPlanner.Operator.Observations;

/// <summary>What happened between two scrapes of one frontend. Every value is null where it cannot be known.</summary>
/// <param name="Requests">Requests started (completed ones where the frontend does not count starts): demand, not what was served.</param>
/// <param name="IsStreaming">False when requests completed but none of them reported a first token; null when none completed.</param>
/// <param name="Backlog">Requests started and not yet completed, at the end of the window.</param>
public sealed record TrafficWindow(
    TimeSpan Duration,
    double? Requests,
    double? InputTokens,
    double? OutputTokens,
    double? TtftMs,
    double? ItlMs,
    double? Backlog,
    double? QueuedRequests,
    bool? IsStreaming)
{
    private const double MsPerSecond = 1000;

    /// <summary>
    /// The difference of two scrapes. Null when no time passed or a counter went back: the frontend restarted, and what
    /// it served before that is not known.
    /// </summary>
    public static TrafficWindow? Between(FrontendCounters before, FrontendCounters after, TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero || WentBack(before.RequestsStarted, after.RequestsStarted)
            || WentBack(before.RequestsCompleted, after.RequestsCompleted))
        {
            return null;
        }

        var started = after.RequestsStarted - before.RequestsStarted;
        var completed = after.RequestsCompleted - before.RequestsCompleted;
        var ttftMs = Mean(before.TtftSeconds, after.TtftSeconds) * MsPerSecond;
        return new TrafficWindow(
            duration,
            started ?? completed,
            Mean(before.InputTokens, after.InputTokens),
            Mean(before.OutputTokens, after.OutputTokens),
            ttftMs,
            Mean(before.ItlSeconds, after.ItlSeconds) * MsPerSecond,
            OpenRequests(after),
            after.QueuedRequests,
            completed > 0 ? ttftMs is not null : null);
    }

    private static double? OpenRequests(FrontendCounters now) =>
        now.RequestsStarted - now.RequestsCompleted is { } open ? Math.Max(0, open) : null;

    private static bool WentBack(double? before, double? after) => after < before;

    /// <summary>The mean of what was added in between; null when nothing was, or the histogram went back.</summary>
    private static double? Mean(RunningMean? before, RunningMean? after)
    {
        var count = after?.Count - before?.Count;
        var sum = after?.Sum - before?.Sum;
        return count > 0 && sum >= 0 ? sum / count : null;
    }
}
