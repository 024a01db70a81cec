using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <param name="Problem">Why the trace was not used; null when it was.</param>
/// <param name="Message">For an event.</param>
public sealed record PlanWarmUp(LocalPlanState State, string? Problem, string Message);
