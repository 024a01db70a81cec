using KubeOpsPlanner.Entities.PlannerConfigs.Tables;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>The upstream planner's <c>PlannerConfig</c>: every field, in the order in which an export writes them.</summary>
public static class PlannerConfigSchema
{
    public const string Kind = "PlannerConfig";

    public static ConfigSchema Instance { get; } = new(
        Kind,
        [
            .. TopologyFields.All, .. LoopFields.All, .. EstimatorFields.All, .. PredictorFields.All, .. MetricsFields.All,
            .. ReportFields.All, .. PluginFields.All,
        ],
        new Dictionary<string, string>
        {
            ["nan_scaledown_threshold"] = "was proposed and is in no release: leave it out; what cannot be read never shrinks a pool here",
            ["aic_max_correction_factor"] = "was proposed and is in no release: leave it out",
            ["scaling_mode"] = "was proposed and is in no release: use advisory: true to write nothing",
            ["advisory_log_interval"] = "was proposed and is in no release: leave it out",
        });
}
