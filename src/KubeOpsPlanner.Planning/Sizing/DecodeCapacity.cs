using KubeOpsPlanner.Planning.Profiles;
using MathNet.Numerics.Distributions;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Requests per second that one decode replica carries at the fullest cache whose inter-token latency is on target.</summary>
public static class DecodeCapacity
{
    /// <returns>Null without a profile or without a GPU count.</returns>
    public static RoleCapacity? Of(DecodeProfile? profile, CapacityQuery query)
    {
        if (profile is null || query.Gpus.Decode is not > 0) return null;
        var correction = query.Correction;
        var factor = correction.Mode == CorrectionMode.Off || correction.DecodeLatency <= 0 ? 1 : correction.DecodeLatency;

        // A step that takes `factor` times as long meets the target where the profile shows target / factor.
        var point = profile.FindBest(query.ContextTokens, query.Targets.ItlMs / factor);
        if (query.Percentile is { } percentile && point.ItlMs * factor <= query.Targets.ItlMs) point = BelowPeaks(profile, point, query, percentile);
        var slowdown = correction.Mode == CorrectionMode.Native ? factor : 1;
        return new RoleCapacity(
            point.ThroughputPerGpu * query.Gpus.Decode.Value / slowdown / query.OutputTokens,
            point.ItlMs * factor,
            point.ItlMs * factor <= query.Targets.ItlMs,
            profile.Covers(query.ContextTokens));
    }

    /// <summary>
    /// The mean load whose peaks are at <paramref name="peak"/>. Arrivals are random, so L requests on average are
    /// L + z·√L at the percentile (the number in service of M/G/∞ is Poisson).
    /// </summary>
    private static DecodeOperatingPoint BelowPeaks(DecodeProfile profile, DecodeOperatingPoint peak, CapacityQuery query, double percentile)
    {
        var z = Math.Max(0, Normal.InvCDF(0, 1, percentile));
        var atPeak = peak.KvUsage * profile.MaxKvTokens / query.ContextTokens;
        var root = (Math.Sqrt((z * z) + (4 * atPeak)) - z) / 2;
        var point = profile.At(profile.KvUsage(root * root, query.ContextTokens), query.ContextTokens);

        // Below the least measured load the curve is flat, but fewer requests do not decode as many tokens.
        var share = atPeak > 0 ? root * root / atPeak : 1;
        return point with { ThroughputPerGpu = Math.Min(point.ThroughputPerGpu, peak.ThroughputPerGpu * share * peak.ItlMs / point.ItlMs) };
    }
}
