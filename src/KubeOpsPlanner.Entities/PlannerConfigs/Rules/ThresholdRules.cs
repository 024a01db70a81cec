using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

internal static class ThresholdRules
{
    public static IEnumerable<ConfigFinding> LoadTargetHasThresholds(ConfigReading config) =>
        config.Word("optimization_target") == "load"
            ? from role in Roles.Of(config)
              from field in new[] { Up(role), Down(role) }
              where !config.IsGiven(field)
              select ConfigFinding.Error(config.Path(field), "is required with optimization_target load")
            : [];

    public static IEnumerable<ConfigFinding> UpIsAboveDown(ConfigReading config) =>
        from role in new[] { "prefill", "decode" }
        let up = Up(role)
        let down = Down(role)
        where config.IsGiven(up) && config.IsGiven(down)
        let values = (Up: Value(config, up), Down: Value(config, down))
        where values.Up <= values.Down
        select ConfigFinding.Error(
            config.Path(up), FormattableString.Invariant($"must be more than {down} ({values.Down}), was {values.Up}"));

    private static double Value(ConfigReading config, string field) =>
        field.EndsWith("tokens", StringComparison.Ordinal) ? config.Whole(field)!.Value : config.Number(field)!.Value;

    private static string Up(string role) => role == "prefill" ? "prefill_scale_up_queue_tokens" : "decode_scale_up_kv_rate";

    private static string Down(string role) => role == "prefill" ? "prefill_scale_down_queue_tokens" : "decode_scale_down_kv_rate";
}
