using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>What one pass saw.</summary>
/// <param name="Traffic">Null where the throughput loop does not decide.</param>
/// <param name="Engines">Null where the load loop does not decide.</param>
/// <param name="Counters">The latest page's counters; null where there was none.</param>
public sealed record PlanSight(PlanScrape? Traffic, EngineObservation? Engines, ScrapedCounters? Counters);
