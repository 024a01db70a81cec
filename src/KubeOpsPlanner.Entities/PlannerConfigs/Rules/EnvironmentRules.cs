using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

internal static class EnvironmentRules
{
    public static IEnumerable<ConfigFinding> GlobalPlannerIsNamed(ConfigReading config)
    {
        if (config.Word("environment") == "global-planner" && !config.IsGiven("global_planner_namespace"))
        {
            yield return ConfigFinding.Error(
                config.Path("global_planner_namespace"), "is required with environment global-planner: the Dynamo namespace of the GlobalPlanner");
        }
    }

    public static IEnumerable<ConfigFinding> EnginesOfVirtualDeploymentsAreSized(ConfigReading config) =>
        config.Word("environment") == "virtual"
            ? from role in Roles.Of(config)
              let field = $"{role}_engine_num_gpu"
              where !config.IsGiven(field)
              select ConfigFinding.Error(config.Path(field), "is required with environment virtual: there is no graph to read it from")
            : [];

    public static IEnumerable<ConfigFinding> PoolsWithoutFrontendCountAtTheirRouter(ConfigReading config)
    {
        if (config.Word("environment") == "global-planner"
            && config.Word("mode") is "prefill" or "decode"
            && config.Word("throughput_metrics_source") == "frontend")
        {
            yield return ConfigFinding.Warning(
                config.Path("throughput_metrics_source"), "is frontend, but pools of one role under a GlobalPlanner have a router only: set it to router");
        }
    }
}
