using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

/// <summary>Of upstream's experimental batch scheduling, which a plan only keeps.</summary>
internal static class BatchRules
{
    private const string Field = "batch_scheduling";

    public static IEnumerable<ConfigFinding> BatchesRunInOneKubernetesPool(ConfigReading config)
    {
        if (IsOn(config) && (config.Word("environment") != "kubernetes" || config.Word("mode") != "agg"))
        {
            yield return ConfigFinding.Error(
                config.Path(Field),
                $"is for environment kubernetes and mode agg only, environment is {config.Word("environment")} and mode {config.Word("mode")}");
        }
    }

    public static IEnumerable<ConfigFinding> LeasesOutlastTicks(ConfigReading config)
    {
        if (!IsOn(config))
        {
            yield break;
        }

        var scheduling = config.Value("scheduling") as JsonObject;
        var tick = scheduling?["scale_interval_seconds"]?.GetValue<double>() ?? 5;
        var longest = scheduling?["tick_max_duration_seconds"]?.GetValue<double>() ?? 30;
        var least = Math.Max(2 * tick, longest + tick);
        if ((config.Value(Field)?["pool"] as JsonObject)?["drain_lease_duration_seconds"]?.GetValue<double>() is { } lease && lease < least)
        {
            yield return ConfigFinding.Error(
                $"{config.Path(Field)}.pool.drain_lease_duration_seconds", FormattableString.Invariant($"must be {least} or more, was {lease}"));
        }
    }

    private static bool IsOn(ConfigReading config) => config.Value(Field)?["enabled"]?.GetValue<bool>() == true;
}
