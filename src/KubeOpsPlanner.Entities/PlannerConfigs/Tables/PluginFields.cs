using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>The tick of upstream's planner, its plugins, and its experimental batch scheduling.</summary>
internal static class PluginFields
{
    private const string NoPlugins = "plans run no plugins";

    private static readonly ConfigValue Text = new TextValue();
    private static readonly ConfigValue Texts = new ListValue(Text);
    private static readonly ConfigValue Flag = new FlagValue();
    private static readonly ConfigValue NotNegative = new NumberValue(0);
    private static readonly ConfigValue Stage = new WordValue("predict", "propose", "reconcile", "constrain");
    private static readonly ConfigValue Hold = new WordValue("HOLD_LAST", "ACCEPT_WHEN_IDLE");
    private static readonly ConfigValue Positive = NumberValue.Positive;

    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("scheduling", new ObjectValue(
            new("scale_interval_seconds", Positive),
            new("tick_max_duration_seconds", Positive),
            new("external_plugins", new ListValue(new ObjectValue(
                new("plugin_id", Text, IsRequired: true),
                new("plugin_type", Stage, IsRequired: true),
                new("priority", new WholeValue(), IsRequired: true),
                new("endpoint", Text, IsRequired: true),
                new("auth_token", Text),
                new("protocol_version", Text),
                new("version", Text),
                new("execution_interval_seconds", NotNegative),
                new("hold_policy", Hold),
                new("needs", Texts),
                new("requires_produced_fields", Texts),
                new("observation_window_seconds", NotNegative)))),
            new("gateway", new ObjectValue(new("enabled", Flag), new("listen", Text), new("allow_insecure", Flag)))),
            new KeptPlace("scheduling"))
        {
            IsRecent = true, Remark = $"a plan ticks with its loops, and {NoPlugins}",
        },
        new("plugin_registration", new ObjectValue(
            new("auth", new ObjectValue(
                new("trusted_sources", new ListValue(new WordValue("static_secret", "allow_unauthenticated", "k8s_sa_token", "spiffe_jwt"))),
                new("static_secrets", new MapValue(Text)))),
            new("transport", new ObjectValue(
                new("allow_insecure_grpc", Flag),
                new("request_timeout_seconds", Positive),
                new("keepalive_time_ms", new WholeValue(1)),
                new("max_message_size_bytes", new WholeValue(1)))),
            new("protocol_version_min", Text),
            new("protocol_version_max", Text),
            new("heartbeat_timeout_seconds", Positive),
            new("heartbeat_missed_threshold", new WholeValue(1)),
            new("in_process_plugins", new ListValue(new ObjectValue(
                new("module", Text, IsRequired: true),
                new("class", Text, IsRequired: true),
                new("plugin_id", Text, IsRequired: true),
                new("plugin_type", Stage, IsRequired: true),
                new("priority", new WholeValue(), IsRequired: true),
                new("execution_interval_seconds", NotNegative),
                new("hold_policy", Hold),
                new("needs", Texts),
                new("requires_produced_fields", Texts),
                new("observation_window_seconds", NotNegative),
                new("kwargs", new AnyValue())))),
            new("admin", new ObjectValue(new ObjectPart("mode", new WordValue("allow_all", "k8s_rbac"))))),
            new KeptPlace("plugin_registration"))
        {
            IsRecent = true, Remark = NoPlugins,
        },
        new("batch_scheduling", new ObjectValue(
            new("enabled", Flag),
            new("gateway", new ObjectValue(
                new("base_url", Text), new("tenant", Text), new("request_timeout_seconds", Positive),
                new("page_size", new WholeValue(1)), new("max_pages", new WholeValue(1)))),
            new("metrics", new ObjectValue(
                new("frontend_metrics_url", Text), new("dispatcher_metrics_url", Text),
                new("online_match_labels", new MapValue(Text)), new("request_timeout_seconds", Positive))),
            new("redis", new ObjectValue(
                new("url", Text), new("control_key", Text), new("connect_timeout", Positive), new("socket_timeout", Positive))),
            new("pool", new ObjectValue(
                new("pool_id", Text), new("work_class", Text), new("safe_rps_per_ready_replica", Positive),
                new("cold_start_margin_seconds", NotNegative), new("finalization_margin_seconds", NotNegative),
                new("max_observation_age_seconds", Positive), new("drain_lease_duration_seconds", Positive),
                new("min_replicas", new WholeValue(0)), new("max_replicas", new WholeValue(0)),
                new("scale_from_zero_replicas", new WholeValue(1)), new("max_batch_admission_rps", Positive)))),
            new KeptPlace("batch_scheduling"))
        {
            IsRecent = true, Remark = "plans schedule no batches",
        },
    ];
}
