using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Observed latency over what the profile expects at the observed load, per phase; null where they cannot be compared.</summary>
public sealed record LatencyComparison(double? PrefillRatio, double? DecodeRatio)
{
    public static LatencyComparison None { get; } = new(null, null);

    /// <summary>Above this a queue dominates, and a queue says how many replicas are missing, not how fast one is.</summary>
    private const double MostComparableUtilisation = 0.8;

    /// <param name="serving">Replicas that served throughout the window; a role in which that changed is not compared.</param>
    public static LatencyComparison Of(TrafficWindow window, EngineProfile? profile, CapacityQuery query, ServingReplicas serving)
    {
        if (profile is null || window.Kind != TrafficKind.Live) return None;
        var seen = query with { Isl = window.Isl!.Value, Osl = window.Osl!.Value };
        var rate = window.RequestsPerSecond!.Value;
        return new LatencyComparison(
            Prefill(window, profile.Prefill, seen, rate, serving.Prefill),
            Decode(window, profile.Decode, seen, rate, serving.Decode));
    }

    private static double? Prefill(TrafficWindow window, PrefillProfile? profile, CapacityQuery query, double rate, int? replicas)
    {
        if (profile is null || replicas is not > 0 || query.Gpus.Prefill is not > 0 || !TrafficWindow.IsPositive(window.TtftMs)) return null;
        var serviceMs = PrefillCapacity.ServiceTtftMs(profile, query.PrefillTokens);
        var busyMs = 1000 * query.PrefillTokens / (profile.ThroughputPerGpu(query.PrefillTokens) * query.Gpus.Prefill.Value);
        var utilisation = rate / replicas.Value * busyMs / 1000;
        if (utilisation > MostComparableUtilisation) return null;

        // Replicas share one queue, so at equal utilisation a request waits about 1/c as long as before one engine
        // (M/D/c, Allen-Cunneen). Without that a larger pool would look faster than its profile and be shrunk too far.
        return window.TtftMs / (serviceMs + (PrefillCapacity.WaitMs(utilisation, busyMs) / replicas.Value));
    }

    private static double? Decode(TrafficWindow window, DecodeProfile? profile, CapacityQuery query, double rate, int? replicas)
    {
        if (profile is null || replicas is not > 0 || !TrafficWindow.IsPositive(window.ItlMs)) return null;

        // Little's law: requests in decode = rate · time that one spends there.
        var concurrency = rate / replicas.Value * query.OutputTokens * window.ItlMs!.Value / 1000;
        var expected = profile.At(profile.KvUsage(concurrency, query.ContextTokens), query.ContextTokens).ItlMs;
        return expected > 0 ? window.ItlMs / expected : null;
    }
}
