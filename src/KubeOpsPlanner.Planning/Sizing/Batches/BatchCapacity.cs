namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>Capacity per role from its engines' own passes, where nobody has profiled it.</summary>
public static class BatchCapacity
{
    public static PoolCapacity Of(PoolPasses passes, CapacityQuery query) => new(
        query.Mode.ManagesPrefill() && passes.Prefill is { } prefill ? Role(BatchSearch.Prefill(prefill, query), query, point => point.TtftMs) : null,
        query.Mode.ManagesDecode() && passes.Decode is { } decode
            ? Role(query.Mode == PlanMode.Agg ? BatchSearch.Aggregated(decode, query) : BatchSearch.Decode(decode, query), query, point => point.ItlMs)
            : null);

    private static RoleCapacity? Role(BatchPoint? best, CapacityQuery query, Func<BatchPoint, double> latencyMs) => best is { } point
        ? new RoleCapacity(point.RequestsPerSecond, latencyMs(point), point.Meets(query.Targets))
        : null;
}
