namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>Which loops a spec runs. Thresholds know no forecast, so targets other than sla run the load loop alone, as upstream.</summary>
public static class PlanLoops
{
    public static bool RunsThroughputLoop(this PoolPlanSpec spec) =>
        spec is { OptimizationTarget: OptimizationTarget.Sla, ThroughputScaling.Enabled: true };

    public static bool RunsLoadLoop(this PoolPlanSpec spec) =>
        spec.LoadScaling.Enabled || spec.OptimizationTarget != OptimizationTarget.Sla;
}
