using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Which loops decide in this pass, and how long it is until one does.</summary>
/// <param name="Wait">Domain time; zero when a loop decides now.</param>
public sealed record PlanSchedule(bool Throughput, bool Load, TimeSpan Wait)
{
    public bool IsDue => Throughput || Load;

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
        var wait = (runsThroughput, runsLoad) switch
        {
            (true, true) => untilThroughput < untilLoad ? untilThroughput : untilLoad,
            (true, false) => untilThroughput,
            _ => untilLoad,
        };
        return new PlanSchedule(throughput, load, throughput || load || wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    /// <summary>How long until the next decision after one that was just made.</summary>
    public static TimeSpan Interval(PoolPlanSpec spec) => TimeSpan.FromSeconds(
        spec.RunsLoadLoop() ? spec.LoadScaling.IntervalSeconds : spec.ThroughputScaling.IntervalSeconds);
}
