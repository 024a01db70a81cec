using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>Latency targets, the two loops, and what the fast one goes by.</summary>
internal static class LoopFields
{
    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("ttft_ms", NumberValue.Positive, new FieldPlace("sla.ttftMs")) { Default = "500", Aliases = ["ttft"], IsRecent = true },
        new("itl_ms", NumberValue.Positive, new FieldPlace("sla.itlMs")) { Default = "50", Aliases = ["itl"], IsRecent = true },
        new("isl", new WholeValue(1), new FieldPlace("workload.isl")) { Default = "3000", IsFirst = true },
        new("osl", new WholeValue(1), new FieldPlace("workload.osl")) { Default = "150", IsFirst = true },
        new("enable_throughput_scaling", new FlagValue(), new FieldPlace("throughputScaling.enabled")) { Default = "true" },
        new("enable_load_scaling", new FlagValue(), new FieldPlace("loadScaling.enabled")) { Default = "false" },
        new("throughput_adjustment_interval_seconds", new WholeValue(1, 86400), new FieldPlace("throughputScaling.intervalSeconds"))
        {
            Default = "180", Aliases = ["throughput_adjustment_interval"], OlderNames = ["adjustment_interval"], IsRecent = true,
        },
        new("load_adjustment_interval_seconds", new WholeValue(1, 86400), new FieldPlace("loadScaling.intervalSeconds"))
        {
            Default = "5", Aliases = ["load_adjustment_interval"], IsRecent = true,
        },
        new("pre_deployment_sweeping_mode", new WordValue("none", "rapid", "thorough"), new SwitchedOffPlace("pre_deployment_sweeping_mode"))
        {
            Default = "\"rapid\"", Null = NullMeaning.Off, Remark = "profiling is asked for by a DynamoGraphDeploymentRequest",
        },
        new("no_correction", new FlagValue(), new CorrectionPlace()) { IsFirst = true },
        new("max_num_fpm_samples", new WholeValue(1, 1024), new FieldPlace("loadScaling.maxSamples"))
        {
            Default = "64", OlderNames = ["load_learning_window"],
        },
        new("fpm_sample_bucket_size", new WholeValue(1, 1024), new FieldPlace("loadScaling.sampleBuckets")) { Default = "16" },
        new("load_scaling_down_sensitivity", new WholeValue(0, 100), new FieldPlace("loadScaling.downSensitivity")) { Default = "80" },
        new("load_min_observations", new WholeValue(1, 1024), new FieldPlace("loadScaling.minObservations")) { Default = "5" },
        new("prefill_scale_up_queue_tokens", new WholeValue(0), new FieldPlace("loadScaling.prefillScaleUpQueueTokens")) { IsRecent = true },
        new("prefill_scale_down_queue_tokens", new WholeValue(0), new FieldPlace("loadScaling.prefillScaleDownQueueTokens")) { IsRecent = true },
        new("decode_scale_up_kv_rate", new NumberValue(0, 100), new FieldPlace("loadScaling.decodeScaleUpKvRate")) { IsRecent = true },
        new("decode_scale_down_kv_rate", new NumberValue(0, 100), new FieldPlace("loadScaling.decodeScaleDownKvRate")) { IsRecent = true },
        new("speculative_nextn", new WholeValue(0, 64), new FieldPlace("engine.speculativeTokens")) { Default = "0", IsRecent = true },
        new("load_metric_samples", new WholeValue(1), new KeptPlace("load_metric_samples"))
        {
            IsFirst = true, Remark = "the load loop decides on forward passes, not on repeated samples",
        },
        new("load_router_metrics_url", new TextValue(2048), new KeptPlace("load_router_metrics_url"))
        {
            IsFirst = true, Remark = "the load loop finds the graph's router by itself, see metrics.engines",
        },
    ];
}
