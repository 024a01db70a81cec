using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Turns a profile into requests per second and replica.</summary>
public static class ProfileCapacity
{
    public static PoolCapacity Of(EngineProfile? profile, CapacityQuery query) => profile is null
        ? PoolCapacity.Unknown
        : query.Mode == PlanMode.Agg
            ? new PoolCapacity(null, AggregatedCapacity.Of(profile, query))
            : new PoolCapacity(
                query.Mode.ManagesPrefill() ? PrefillCapacity.Of(profile.Prefill, query, query.Gpus.Prefill) : null,
                query.Mode.ManagesDecode() ? DecodeCapacity.Of(profile.Decode, query) : null);
}
