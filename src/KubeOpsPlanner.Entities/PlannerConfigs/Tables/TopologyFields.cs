using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>What is planned, by whom, and within which budgets.</summary>
internal static class TopologyFields
{
    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("mode", new WordValue("disagg", "prefill", "decode", "agg") { Unavailable = ["encode"] }, new FieldPlace("mode"))
        {
            Default = "\"disagg\"",
        },
        new("environment", new WordValue("kubernetes", "virtual", "global-planner"), new FieldPlace("environment"))
        {
            Default = "\"kubernetes\"",
        },
        new("backend", new WordValue("vllm", "sglang", "trtllm", "mocker") { Unavailable = ["megatron"] }, new FieldPlace("backend"))
        {
            Default = "\"vllm\"",
        },
        new("namespace", new TextValue(317), new FieldPlace("dynamoNamespace")) { Variable = "DYN_NAMESPACE" },
        new("optimization_target", new WordValue("throughput", "latency", "load", "sla"), new FieldPlace("optimizationTarget"))
        {
            Default = "\"throughput\"", IsRecent = true,
        },
        new("model_name", new TextValue(512), new FieldPlace("modelName")),
        new("global_planner_namespace", new TextValue(317), new FieldPlace("globalPlannerNamespace")),
        new("advisory", new FlagValue(), new FieldPlace("advisory")) { Default = "false", OlderNames = ["no_operation"], IsRecent = true },
        new("max_gpu_budget", new WholeValue(), new BoundPlace("limits.maxGpus")) { Default = "8" },
        new("min_gpu_budget", new WholeValue(), new BoundPlace("limits.minGpus")) { Default = "-1", IsRecent = true },
        new("min_endpoint", new WholeValue(0), new FieldPlace("limits.minEndpoint")) { Default = "1" },
        new("prefill_min_endpoint", new WholeValue(1), new FieldPlace("limits.prefillMinEndpoint")) { IsRecent = true },
        new("decode_min_endpoint", new WholeValue(1), new FieldPlace("limits.decodeMinEndpoint")) { IsRecent = true },
        new("max_throughput_scaling_replicas", new WholeValue(1), new FieldPlace("throughputScaling.maxReplicaStep"))
        {
            Default = "8", IsRecent = true,
        },
        new("prefill_engine_num_gpu", new WholeValue(1), new FieldPlace("engine.prefillGpus")),
        new("decode_engine_num_gpu", new WholeValue(1), new FieldPlace("engine.decodeGpus")),
        new("control_api_port", new WholeValue(0, 65535), new KeptPlace("control_api_port"))
        {
            Default = "9086", IsRecent = true, Remark = "a plan is changed in its spec, there is no control port",
        },
        new("log_dir", new TextValue(), new KeptPlace("log_dir")) { Remark = "the operator logs to its standard error" },
        new("enable_power_awareness", new FlagValue(), new KeptPlace("enable_power_awareness"))
        {
            Default = "false", IsRecent = true, Remark = "no plan limits watts; GPUs are limited by limits and by a GlobalBudget",
        },
        new("total_gpu_power_limit", new WholeValue(1), new KeptPlace("total_gpu_power_limit"))
        {
            IsRecent = true, Remark = "no plan limits watts; GPUs are limited by limits and by a GlobalBudget",
        },
    ];
}
