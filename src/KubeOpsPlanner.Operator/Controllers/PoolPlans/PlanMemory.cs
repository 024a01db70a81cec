using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>
/// What a plan remembers from tick to tick. Replaced whole; of what is lost with the process the status keeps what matters
/// (<see cref="PlanLearnings"/>), and the page to compare the next one with costs one interval.
/// </summary>
/// <param name="Generation">Of the spec that it was made for; another one starts the forecast anew where the predictor changed.</param>
/// <param name="TickedAt">Domain time of the last tick.</param>
/// <param name="Counters">The last page that was read, and when in domain time; null before the first.</param>
/// <param name="Serving">Replicas that served at the last tick; null for a role in which some were starting or stopping.</param>
public sealed record PlanMemory(
    long Generation,
    TimeSpan TickedAt,
    LocalPlanState Local,
    ScrapedCounters? Counters,
    ServingReplicas Serving)
{
    /// <summary>The page that was last looked at, within an interval or at its end; null before the first.</summary>
    public ScrapedCounters? Looked { get; init; }

    /// <summary>Null before the load loop's first tick.</summary>
    public LoadMemory? Load { get; init; }
}

public sealed record ScrapedCounters(FrontendCounters Counters, TimeSpan At)
{
    /// <summary>What came since an earlier page; null where nothing counts requests, or a counter went back.</summary>
    public TrafficLook? Since(ScrapedCounters? earlier) =>
        earlier is not null && Requests(Counters) is { } now && Requests(earlier.Counters) is { } before
            ? TrafficLook.Between(before, now, (At - earlier.At).TotalSeconds)
            : null;

    private static double? Requests(FrontendCounters counters) => counters.RequestsStarted ?? counters.RequestsCompleted;
}
