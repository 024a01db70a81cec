using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>How a plan's replicas serve, from what is known of them.</summary>
internal static class RoleServices
{
    /// <summary>Null where the role is not managed or nothing is known of it.</summary>
    public static RoleService? OfPrefill(PrefillProfile? profile, CapacityQuery query, RoleCapacity? capacity)
    {
        if (!query.Mode.ManagesPrefill()) return null;
        if (profile is not null && query.Gpus.Prefill is > 0 and var gpus && query.Percentile is { } percentile)
        {
            var queue = new PrefillQueue(profile, query.PrefillLengths, gpus, query.Correction.PrefillLatency);
            return new PrefillService(queue, query.Targets.TtftMs, percentile);
        }

        return capacity is { RequestsPerSecond: > 0 } ? new RateService(capacity.RequestsPerSecond, 0, query.Targets.TtftMs / 1000) : null;
    }

    /// <inheritdoc cref="OfPrefill"/>
    public static RoleService? OfDecode(CapacityQuery query, RoleCapacity? capacity)
    {
        if (!query.Mode.ManagesDecode() || capacity is not { RequestsPerSecond: > 0 }) return null;

        // Nobody waits for decode: more requests at once make each token slower. What counts is how many overlap.
        return query.Mode == PlanMode.Agg
            ? new RateService(capacity.RequestsPerSecond, 0, query.Targets.TtftMs / 1000)
            : new RateService(capacity.RequestsPerSecond, query.OutputTokens * query.Targets.ItlMs / 1000, 0);
    }
}
