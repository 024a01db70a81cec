using KubeOpsPlanner.Planning.Profiles;

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
        var slowdown = correction.Mode == CorrectionMode.Native ? factor : 1;
        return new RoleCapacity(
            point.ThroughputPerGpu * query.Gpus.Decode.Value / slowdown / query.OutputTokens,
            point.ItlMs * factor,
            point.ItlMs * factor <= query.Targets.ItlMs,
            profile.Covers(query.ContextTokens));
    }
}
