using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <param name="Spec">Null when there are errors.</param>
public sealed record ImportedBudget(GlobalBudgetSpec? Spec, IReadOnlyList<ConfigFinding> Findings);
