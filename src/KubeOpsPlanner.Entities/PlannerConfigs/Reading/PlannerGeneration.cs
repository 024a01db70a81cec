using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>
/// What a configuration means that does not say its <c>optimization_target</c>. Planners that had none kept latency targets
/// (and corrected their profile by factors); newer ones default to fixed thresholds and pass over the targets.
/// </summary>
public static class PlannerGeneration
{
    private const string Target = "optimization_target";
    private const string Correction = "no_correction";

    /// <returns>The reading with the target, and with the first planner's correction where it speaks its language.</returns>
    public static ConfigReading Settle(ConfigReading config)
    {
        if (config.IsGiven(Target))
        {
            return config;
        }

        var isFirst = config.Settings.Values.Any(setting => setting.IsOlderName || setting.Given.Source is SettingSource.Flag or SettingSource.Request);
        var isRecent = config.Settings.Any(setting =>
            config.Schema[setting.Key].IsRecent
            && setting.Value.Given.Source == SettingSource.File
            && setting.Value.Given.Name == setting.Key);
        var isSla = !isRecent || config.IsGiven("ttft_ms") || config.IsGiven("itl_ms")
            || (config.IsGiven("enable_throughput_scaling") && config.Flag("enable_throughput_scaling"));
        var settled = With(config, Target, JsonValue.Create(isSla ? "sla" : "throughput"));
        if (isSla && isFirst && !isRecent && !config.IsGiven(Correction))
        {
            // With the load loop the first planner corrected nothing: both would have answered the same lateness.
            settled = With(settled, Correction, JsonValue.Create(config.Flag("enable_load_scaling")));
        }

        return settled with
        {
            Findings =
            [
                .. settled.Findings,
                ConfigFinding.Warning(config.Path(Target), isSla
                    ? "is not given: imported as sla, as planners without this field worked; newer ones would take throughput, which keeps no latency targets"
                    : "is not given: imported as throughput, the upstream default, which goes by fixed thresholds; set sla to keep latency targets"),
            ],
        };
    }

    private static ConfigReading With(ConfigReading config, string name, JsonNode value) => config with
    {
        Settings = new Dictionary<string, Setting>(config.Settings, StringComparer.Ordinal)
        {
            [name] = new(value, new GivenSetting(name, value, config.Path(name)), IsOlderName: false),
        },
    };
}
