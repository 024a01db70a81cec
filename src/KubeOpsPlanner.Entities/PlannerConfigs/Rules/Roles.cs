using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

/// <summary>The roles that a configuration's mode plans. An aggregated pool counts as decode.</summary>
internal static class Roles
{
    public static IReadOnlyList<string> Of(ConfigReading config) => config.Word("mode") switch
    {
        "prefill" => ["prefill"],
        "decode" or "agg" => ["decode"],
        _ => ["prefill", "decode"],
    };
}
