using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
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

    public static ExportedConfig Convert(PoolPlanSpec plan)
    {
        // Upstream refuses environment global-planner without the name; a plan finds its budget by reference and may not have it.
        if (plan is not { Environment: PlanEnvironment.GlobalPlanner, GlobalPlannerNamespace: null, BudgetRef.Name: var budget })
        {
            return SpecExport.Convert(PlannerConfigSchema.Instance, plan, Surroundings);
        }

        var exported = SpecExport.Convert(PlannerConfigSchema.Instance, plan with { GlobalPlannerNamespace = budget }, Surroundings);
        var named = ConfigFinding.Warning(
            "spec.globalPlannerNamespace",
            $"is not set, and PlannerConfig requires it with environment global-planner: global_planner_namespace is the budget's name, \"{budget}\"; "
            + "a GlobalPlanner needs its Dynamo namespace there");
        return exported with { Findings = [named, .. exported.Findings] };
    }
}
