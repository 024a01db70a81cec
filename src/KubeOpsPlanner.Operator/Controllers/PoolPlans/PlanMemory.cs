using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Sizing;

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
    /// <summary>Null before the load loop's first tick.</summary>
    public LoadMemory? Load { get; init; }

    /// <summary>With environment virtual: when a decision first had to wait for the orchestrator; null while none has.</summary>
    public TimeSpan? WaitingSince { get; init; }
}

public sealed record ScrapedCounters(FrontendCounters Counters, TimeSpan At);
