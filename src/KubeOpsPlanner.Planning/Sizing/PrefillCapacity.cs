using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Requests per second that one prefill replica carries while the time to the first token stays on target.</summary>
/// <remarks>
/// A request waits for those before it. With Poisson arrivals and a nearly constant service time S the mean wait at
/// utilisation ρ is ρS / 2(1 − ρ) (M/D/1, Pollaczek-Khinchine). TTFT − target leaves W for waiting, so
/// ρ = 2W / (2W + S). Where a share of the requests shall meet the target, <see cref="PrefillQueue"/> answers. Sizing for throughput alone would run at ρ = 1, where the queue has no bound.
/// </remarks>
public static class PrefillCapacity
{
    /// <summary>Beyond this the mean hides bursts that no target survives.</summary>
    internal const double MaxUtilisation = 0.95;

    /// <returns>Null without a profile or without a GPU count.</returns>
    public static RoleCapacity? Of(PrefillProfile? profile, CapacityQuery query, int? gpusPerReplica)
    {
        if (profile is null || gpusPerReplica is not > 0) return null;
        var isl = query.PrefillTokens;
        var covered = profile.Covers(isl);
        var throughput = profile.ThroughputPerGpu(isl) * gpusPerReplica.Value / isl;
        var ttftMs = ServiceTtftMs(profile, isl);
        var correction = query.Correction;

        if (correction.Mode == CorrectionMode.Factors)
        {
            // Dynamo's first planner: queueing shows as a factor above 1 and must not ask for more; below 1 it relieves.
            var relief = correction.PrefillLatency > 0 ? Math.Min(1, correction.PrefillLatency) : 1;
            var corrected = ttftMs * Math.Max(correction.PrefillLatency, 0);
            return new RoleCapacity(throughput / relief, corrected, corrected <= query.Targets.TtftMs, covered);
        }

        if (correction.Mode == CorrectionMode.Off)
        {
            return new RoleCapacity(throughput, ttftMs, ttftMs <= query.Targets.TtftMs, covered);
        }

        return query.Percentile is { } percentile
            ? AtPercentile(new PrefillQueue(profile, query.PrefillLengths, gpusPerReplica.Value, correction.PrefillLatency), query, percentile, covered)
            : OnAverage(ttftMs * correction.PrefillLatency, 1000 / throughput * Slowdown(correction.PrefillLatency), query, covered);
    }

    private static RoleCapacity AtPercentile(PrefillQueue queue, CapacityQuery query, double percentile, bool covered)
    {
        // Engines behind one queue help each other out, so one of many carries more than one alone.
        var reachable = queue.Reachable(query.Targets.TtftMs, percentile);
        var engines = queue.EnginesFor(query.RequestsPerSecond, query.Targets.TtftMs, reachable, MaxUtilisation);
        var utilisation = queue.HighestUtilisation(query.Targets.TtftMs, reachable, MaxUtilisation, engines);
        var used = utilisation ?? MaxUtilisation;
        return new RoleCapacity(used * 1000 / queue.ServiceMs, queue.MeanTtftMs(used, engines), utilisation is not null && reachable >= percentile, covered);
    }

    private static RoleCapacity OnAverage(double tunedMs, double busyMs, CapacityQuery query, bool covered)
    {
        var waitMs = query.Targets.TtftMs - tunedMs;
        if (waitMs <= 0) return new RoleCapacity(MaxUtilisation * 1000 / busyMs, tunedMs + WaitMs(MaxUtilisation, busyMs), false, covered);

        var utilisation = Math.Min(MaxUtilisation, 2 * waitMs / (2 * waitMs + busyMs));
        return new RoleCapacity(utilisation * 1000 / busyMs, tunedMs + WaitMs(utilisation, busyMs), true, covered);
    }

    /// <summary>First tokens that come early with little load do not prove more throughput than was measured under full load.</summary>
    internal static double Slowdown(double latencyFactor) => Math.Max(1, latencyFactor);

    /// <summary>Mean wait in milliseconds at a utilisation below 1.</summary>
    internal static double WaitMs(double utilisation, double serviceMs) => utilisation * serviceMs / (2 * (1 - utilisation));

    /// <summary>Beyond the longest measured prompt the prefill goes on chunk by chunk, so the time grows with the tokens.</summary>
    internal static double ServiceTtftMs(PrefillProfile profile, double isl) =>
        profile.TtftMs(isl) * Math.Max(1, isl / profile.MaxIsl);
}
