using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>Where upstream's planner learns what an engine can do.</summary>
internal static class EstimatorFields
{
    private const string ByProfile = "what engines can do comes from the profile's ConfigMap: set spec.profile.configMapRef";

    private static readonly ConfigValue Engine = new WordValue("trtllm", "vllm", "sglang");
    private static readonly ConfigValue AtLeast1 = new WholeValue(1);

    /// <summary>How the GPUs of one engine share the work.</summary>
    private static readonly ConfigValue Pick = new ObjectValue(
        new("tp", AtLeast1), new("pp", AtLeast1), new("dp", AtLeast1), new("moe_tp", AtLeast1), new("moe_ep", AtLeast1));

    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("profile_results_dir", new TextValue(), new KeptPlace("profile_results_dir"))
        {
            Default = "\"profiling_results\"", Remark = ByProfile,
        },
        new("aic_interpolation", new ObjectValue(
            new("hf_id", new TextValue(), IsRequired: true),
            new("system", new TextValue(), IsRequired: true),
            new("backend", Engine, IsRequired: true),
            new("isl", AtLeast1, IsRequired: true),
            new("osl", AtLeast1, IsRequired: true),
            new("sweep_max_context_length", AtLeast1, IsRequired: true),
            new("prefill_interpolation_granularity", AtLeast1, IsRequired: true),
            new("decode_interpolation_granularity", AtLeast1, IsRequired: true),
            new("prefill_pick", Pick),
            new("decode_pick", Pick)), new KeptPlace("aic_interpolation"))
        {
            IsRecent = true, Remark = ByProfile,
        },
        new("aic_perf_model", new ObjectValue(
            new("hf_id", new TextValue(), IsRequired: true),
            new("system", new TextValue(), IsRequired: true),
            new("backend", Engine, IsRequired: true),
            new("backend_version", new TextValue()),
            new("prefill_pick", Pick),
            new("decode_pick", Pick),
            new("model_arch", new TextValue()),
            new("weight_dtype", new TextValue()),
            new("moe_dtype", new TextValue()),
            new("activation_dtype", new TextValue()),
            new("kv_cache_dtype", new TextValue())), new KeptPlace("aic_perf_model"))
        {
            IsRecent = true, Remark = ByProfile,
        },
        new("ais_perf_model", new ObjectValue(new ObjectPart("roles", new ObjectValue(
            new("prefill", new AnyValue()), new("decode", new AnyValue()), new("aggregated", new AnyValue())), IsRequired: true)),
            new KeptPlace("ais_perf_model"))
        {
            IsRecent = true, Remark = ByProfile,
        },
    ];
}
