using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>
/// Requests per second of an engine that does both phases: it shares its time between them, so the seconds that one
/// request needs add up: 1/rps = 1/rps(prefill) + 1/rps(decode). Chunked prefill overlaps a little, which makes this careful.
/// </summary>
public static class AggregatedCapacity
{
    /// <returns>Null unless both phases were profiled; half a profile would promise too much.</returns>
    public static RoleCapacity? Of(EngineProfile profile, CapacityQuery query)
    {
        var prefill = PrefillCapacity.Of(profile.Prefill, query, query.Gpus.Decode);
        var decode = DecodeCapacity.Of(profile.Decode, query);
        if (prefill is not { RequestsPerSecond: > 0 } || decode is not { RequestsPerSecond: > 0 }) return null;
        var rate = 1 / (1 / prefill.RequestsPerSecond + 1 / decode.RequestsPerSecond);
        return new RoleCapacity(
            rate,
            decode.LatencyMs,
            prefill.MeetsTarget && decode.MeetsTarget,
            prefill.WithinProfile && decode.WithinProfile);
    }
}
