using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>
/// Makes an upstream PlannerConfig of a plan: every field that upstream has is written out, at its default, too, because
/// defaults differ between its releases.
/// </summary>
public static class PlannerConfigExport
{
    /// <summary>They name objects around the plan, which upstream's planner knows from its pod.</summary>
    private static readonly HashSet<string> Surroundings = ["targetRef.name", "budgetRef.name", "profile.configMapRef.name"];

    public static ExportedConfig Convert(PoolPlanSpec plan) => SpecExport.Convert(PlannerConfigSchema.Instance, plan, Surroundings);
}
