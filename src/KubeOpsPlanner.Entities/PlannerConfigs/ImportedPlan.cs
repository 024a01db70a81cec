using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <param name="Spec">Null when there are errors.</param>
public sealed record ImportedPlan(PoolPlanSpec? Spec, IReadOnlyList<ConfigFinding> Findings);
