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
    /// <param name="peakRequestsPerSecond">The most at any moment of the window; what queued then was not slow.</param>
    public static LatencyComparison Of(
        TrafficWindow window, EngineProfile? profile, CapacityQuery query, ServingReplicas serving, double peakRequestsPerSecond = 0)
    {
        if (profile is null || window.Kind != TrafficKind.Live) return None;
        var seen = query with { Isl = window.Isl!.Value, Osl = window.Osl!.Value };
        var rate = window.RequestsPerSecond!.Value;
        return new LatencyComparison(
            Prefill(window, profile.Prefill, seen, (rate, Math.Max(rate, peakRequestsPerSecond)), serving.Prefill),
            Decode(window, profile.Decode, seen, rate, serving.Decode));
    }

    private static double? Prefill(TrafficWindow window, PrefillProfile? profile, CapacityQuery query, (double Mean, double Peak) rate, int? replicas)
    {
        if (profile is null || replicas is not > 0 || query.Gpus.Prefill is not > 0 || !TrafficWindow.IsPositive(window.TtftMs)) return null;

        // Replicas share one queue, and long prompts make others wait: without either a larger pool would look faster than
        // its profile, or a mix of lengths slower.
        var queue = new PrefillQueue(profile, query.PrefillLengths, query.Gpus.Prefill.Value, latencyFactor: 1);
        var engineSeconds = queue.ServiceMs / 1000 / replicas.Value;
        return rate.Peak * engineSeconds > MostComparableUtilisation
            ? null
            : window.TtftMs / queue.MeanTtftMs(rate.Mean * engineSeconds, replicas.Value);
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
