using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Which loops decide in this pass, and how long it is until one does.</summary>
/// <param name="Wait">Domain time; zero when a loop decides now.</param>
public sealed record PlanSchedule(bool Throughput, bool Load, TimeSpan Wait)
{
    /// <summary>No interval is over, but the traffic is looked at for bursts.</summary>
    public bool Glance { get; init; }

    public bool IsDue => Throughput || Load || Glance;

    /// <remarks>
    /// The first look at the traffic is taken at once, since rates need two. Whenever the throughput loop decides the load
    /// loop does too, so that it acts on a fresh bound.
    /// </remarks>
    public static PlanSchedule Of(PoolPlanSpec spec, PlanMemory memory, TimeSpan now)
    {
        var (runsThroughput, runsLoad) = (spec.RunsThroughputLoop(), spec.RunsLoadLoop());
        var untilThroughput = memory.Counters is null ? TimeSpan.Zero : memory.TickedAt + TimeSpan.FromSeconds(spec.ThroughputScaling.IntervalSeconds) - now;
        var untilLoad = (memory.Load?.TickedAt ?? memory.TickedAt) + TimeSpan.FromSeconds(spec.LoadScaling.IntervalSeconds) - now;
        var throughput = runsThroughput && untilThroughput <= TimeSpan.Zero;
        var load = runsLoad && (untilLoad <= TimeSpan.Zero || (throughput && memory.Counters is not null));
        var untilGlance = (memory.Looked?.At ?? memory.TickedAt) + TimeSpan.FromSeconds(DemandTape.LookSeconds) - now;
        var glance = !throughput && !runsLoad && LooksForBursts(spec) && untilGlance <= TimeSpan.Zero;
        var wait = (runsThroughput, runsLoad) switch
        {
            (true, true) => Sooner(untilThroughput, untilLoad),
            (true, false) => LooksForBursts(spec) ? Sooner(untilThroughput, untilGlance) : untilThroughput,
            _ => untilLoad,
        };
        return new PlanSchedule(throughput, load, throughput || load || glance || wait < TimeSpan.Zero ? TimeSpan.Zero : wait) { Glance = glance };
    }

    /// <summary>
    /// Bursts are looked for on a page that is scraped anyway: a Prometheus is no better informed than its own scrapes. Imported
    /// corrections are those of a planner that does not know of bursts.
    /// </summary>
    public static bool LooksForBursts(PoolPlanSpec spec) =>
        spec.RunsThroughputLoop() && spec is { Correction: Correction.Native, Metrics.Source: MetricsSource.Scrape };

    /// <summary>How long until the next decision after one that was just made.</summary>
    public static TimeSpan Interval(PoolPlanSpec spec) => TimeSpan.FromSeconds(
        spec.RunsLoadLoop() ? spec.LoadScaling.IntervalSeconds
        : LooksForBursts(spec) ? Math.Min(spec.ThroughputScaling.IntervalSeconds, DemandTape.LookSeconds)
        : spec.ThroughputScaling.IntervalSeconds);

    private static TimeSpan Sooner(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
