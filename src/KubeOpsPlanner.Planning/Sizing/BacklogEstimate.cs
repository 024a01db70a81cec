namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>
/// Finds the backlog with Little's law: at a rate r, r·T requests are in a phase that takes T when all is well; what is
/// beyond is backlog. Three witnesses, of which the one that saw most counts, because each is blind somewhere: a
/// frontend's queue does not show what waits in routers and engines, requests in flight do not show which phase is late,
/// and times to the first token come only from requests that got theirs.
/// </summary>
public static class BacklogEstimate
{
    /// <param name="serviceMs">Time to the first token without a queue; an engine that is slow has no backlog for it.</param>
    /// <param name="drainSeconds">The time in which it shall be gone.</param>
    /// <returns>Null when nothing is known.</returns>
    public static Backlog? Of(
        QueueSignals signals, double requestsPerSecond, double outputTokens, LatencyTargets targets, double? serviceMs, double drainSeconds)
    {
        if (signals is { WaitingRequests: null, InFlightRequests: null, TtftMs: null }) return null;
        var allowedMs = Math.Max(targets.TtftMs, serviceMs ?? 0);
        var decodingWhenWell = Count(requestsPerSecond, outputTokens * targets.ItlMs);

        var waiting = Beyond(signals.WaitingRequests, Count(requestsPerSecond, allowedMs));
        var late = serviceMs is null ? 0 : Count(requestsPerSecond, Math.Max(0, (Finite(signals.TtftMs) ?? 0) - allowedMs));
        var inFlight = Beyond(signals.InFlightRequests, Count(requestsPerSecond, allowedMs) + decodingWhenWell);

        // What is in flight and neither waits nor decodes as planned is late in decode, unless nobody counted the waiting.
        var before = signals.WaitingRequests is null ? Math.Max(late, inFlight) : Math.Max(waiting, late);
        return new Backlog(before, drainSeconds) { DecodingRequests = Math.Max(0, inFlight - before) };
    }

    private static double Count(double requestsPerSecond, double milliseconds) => requestsPerSecond * milliseconds / 1000;

    private static double Beyond(double? requests, double whenWell) => Math.Max(0, (Finite(requests) ?? 0) - whenWell);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
