using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

/// <summary>What the fields of a PlannerConfig must be together. Each rule is one method from the reading to what breaks it.</summary>
public static class PlannerConfigRules
{
    private static readonly IReadOnlyList<Func<ConfigReading, IEnumerable<ConfigFinding>>> All =
    [
        EnvironmentRules.GlobalPlannerIsNamed,
        EnvironmentRules.EnginesOfVirtualDeploymentsAreSized,
        EnvironmentRules.PoolsWithoutFrontendCountAtTheirRouter,
        LoopRules.TargetsOtherThanSlaRunTheLoadLoopAlone,
        LoopRules.SomeLoopRuns,
        LoopRules.LoadLoopIsFaster,
        LoopRules.IntervalsAreWholeTicks,
        LoopRules.BucketsAreSquare,
        LoopRules.ProfilingIsSkippedKnowingly,
        ThresholdRules.LoadTargetHasThresholds,
        ThresholdRules.UpIsAboveDown,
        BudgetRules.FloorIsUnderCeiling,
        BudgetRules.EndpointFloorsAreOfActiveRoles,
        BudgetRules.EndpointFloorsFitTheCeiling,
        BudgetRules.PowerBudgetIsComplete,
        EstimatorRules.OneEstimatorIsGiven,
        EstimatorRules.EstimatorKnowsItsEngines,
        EstimatorRules.PreSweptResultsAreForDryRuns,
        SourceRules.TracesAreInTheOperatorsFolder,
        SourceRules.PrometheusIsAllowed,
        BatchRules.BatchesRunInOneKubernetesPool,
        BatchRules.LeasesOutlastTicks,
    ];

    public static IReadOnlyList<ConfigFinding> Check(ConfigReading config) => [.. All.SelectMany(rule => rule(config))];
}
