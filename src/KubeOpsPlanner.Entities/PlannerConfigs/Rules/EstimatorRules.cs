using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

internal static class EstimatorRules
{
    public static IEnumerable<ConfigFinding> OneEstimatorIsGiven(ConfigReading config)
    {
        if (config.IsGiven("ais_perf_model") && config.IsGiven("aic_perf_model"))
        {
            yield return ConfigFinding.Error(config.Path("ais_perf_model"), $"and {config.Path("aic_perf_model")} exclude each other: keep one");
        }
    }

    public static IEnumerable<ConfigFinding> EstimatorKnowsItsEngines(ConfigReading config) =>
        config.Value("aic_perf_model") is JsonObject model
            ? from role in Roles.Of(config)
              let pick = $"{role}_pick"
              where model[pick] is null
              select ConfigFinding.Error($"{config.Path("aic_perf_model")}.{pick}", $"is required with mode {config.Word("mode")}")
            : [];

    public static IEnumerable<ConfigFinding> PreSweptResultsAreForDryRuns(ConfigReading config)
    {
        if (config.Word("profile_results_dir")!.StartsWith("use-pre-swept-results:", StringComparison.Ordinal))
        {
            yield return ConfigFinding.Warning(
                config.Path("profile_results_dir"), "names results that only the old planner's dry run could read: profile the model, or give the plan a profile");
        }
    }
}
