using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

internal static class BudgetRules
{
    public static IEnumerable<ConfigFinding> FloorIsUnderCeiling(ConfigReading config)
    {
        var (min, max) = (config.Whole("min_gpu_budget")!.Value, config.Whole("max_gpu_budget")!.Value);
        if (min >= 0 && max >= 0 && min > max)
        {
            yield return ConfigFinding.Error(config.Path("min_gpu_budget"), $"must not exceed max_gpu_budget ({max}), was {min}");
        }
    }

    public static IEnumerable<ConfigFinding> EndpointFloorsAreOfActiveRoles(ConfigReading config)
    {
        var mode = config.Word("mode");
        return from role in new[] { "prefill", "decode" }
               let field = $"{role}_min_endpoint"
               where config.IsGiven(field) && mode != "disagg" && mode != role
               select ConfigFinding.Error(config.Path(field), $"has no meaning with mode {mode}: use min_endpoint");
    }

    /// <summary>Only where the widths of the engines are given; else the graph tells them, and admission checks.</summary>
    public static IEnumerable<ConfigFinding> EndpointFloorsFitTheCeiling(ConfigReading config)
    {
        var roles = Roles.Of(config);
        var max = config.Whole("max_gpu_budget")!.Value;
        if (max < 0 || roles.Any(role => !config.IsGiven(Width(role))))
        {
            yield break;
        }

        var needed = roles.Sum(role => (long)config.Whole(Width(role))!.Value * Floor(config, role));
        if (needed > max)
        {
            yield return ConfigFinding.Error(
                config.Path("max_gpu_budget"), $"must hold the smallest allowed pools: min_endpoint replicas take {needed} GPUs, it was {max}");
        }
    }

    public static IEnumerable<ConfigFinding> PowerBudgetIsComplete(ConfigReading config)
    {
        const string Switch = "enable_power_awareness";
        if (!config.Flag(Switch))
        {
            yield break;
        }

        if (!config.IsGiven("total_gpu_power_limit"))
        {
            yield return ConfigFinding.Error(config.Path("total_gpu_power_limit"), $"is required with {Switch}");
        }

        if (config.Word("environment") != "kubernetes")
        {
            yield return ConfigFinding.Error(config.Path(Switch), $"is for environment kubernetes only, environment is {config.Word("environment")}");
        }

        if (config.Word("mode") == "agg")
        {
            yield return ConfigFinding.Error(config.Path(Switch), "is not for mode agg");
        }
    }

    private static string Width(string role) => $"{role}_engine_num_gpu";

    private static int Floor(ConfigReading config, string role) =>
        config.Whole($"{role}_min_endpoint") ?? config.Whole("min_endpoint")!.Value;
}
