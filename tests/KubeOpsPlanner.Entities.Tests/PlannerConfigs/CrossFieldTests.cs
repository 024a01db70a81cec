namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>What fields must be together. Errors name both sides.</summary>
public sealed class CrossFieldTests
{
    private const string Engine = "\"hf_id\":\"m\",\"system\":\"h200_sxm\",\"backend\":\"vllm\"";

    [Theory]
    [InlineData("""{"environment":"global-planner"}""", "global_planner_namespace: is required with environment global-planner")]
    [InlineData("""{"environment":"virtual","model_name":"m","decode_engine_num_gpu":1}""", "prefill_engine_num_gpu: is required with environment virtual")]
    [InlineData("""{"environment":"virtual","model_name":"m","mode":"agg"}""", "decode_engine_num_gpu: is required with environment virtual")]
    [InlineData("""{"mode":"agg","prefill_min_endpoint":2}""", "prefill_min_endpoint: has no meaning with mode agg: use min_endpoint")]
    [InlineData("""{"mode":"agg","decode_min_endpoint":2}""", "decode_min_endpoint: has no meaning with mode agg: use min_endpoint")]
    [InlineData("""{"mode":"decode","prefill_min_endpoint":2}""", "prefill_min_endpoint: has no meaning with mode decode")]
    [InlineData("""{"mode":"prefill","decode_min_endpoint":2}""", "decode_min_endpoint: has no meaning with mode prefill")]
    [InlineData("""{"min_gpu_budget":9,"max_gpu_budget":8}""", "min_gpu_budget: must not exceed max_gpu_budget (8), was 9")]
    [InlineData("""{"max_gpu_budget":3,"prefill_engine_num_gpu":2,"decode_engine_num_gpu":2}""",
        "max_gpu_budget: must hold the smallest allowed pools: min_endpoint replicas take 4 GPUs, it was 3")]
    [InlineData("""{"optimization_target":"sla","enable_throughput_scaling":false}""",
        "enable_throughput_scaling: and enable_load_scaling are both false: no loop would run")]
    [InlineData("""{"optimization_target":"sla","enable_load_scaling":true,"load_adjustment_interval_seconds":180}""",
        "load_adjustment_interval_seconds: must be less than throughput_adjustment_interval_seconds (180) when both loops run, was 180")]
    [InlineData("""{"optimization_target":"sla","scheduling":{"scale_interval_seconds":7},"load_adjustment_interval_seconds":14}""",
        "throughput_adjustment_interval_seconds: must be a whole multiple of scheduling.scale_interval_seconds (7), was 180")]
    [InlineData("""{"optimization_target":"latency","scheduling":{"scale_interval_seconds":2}}""",
        "load_adjustment_interval_seconds: must be a whole multiple of scheduling.scale_interval_seconds (2), was 5")]
    [InlineData("""{"fpm_sample_bucket_size":15}""", "fpm_sample_bucket_size: must be a perfect square such as 16, was 15")]
    [InlineData("""{"optimization_target":"load","mode":"prefill","prefill_scale_up_queue_tokens":5}""",
        "prefill_scale_down_queue_tokens: is required with optimization_target load")]
    [InlineData("""{"optimization_target":"load","mode":"agg","decode_scale_down_kv_rate":5}""", "decode_scale_up_kv_rate: is required with optimization_target load")]
    [InlineData("""{"optimization_target":"load","mode":"decode","decode_scale_up_kv_rate":20,"decode_scale_down_kv_rate":20.5}""",
        "decode_scale_up_kv_rate: must be more than decode_scale_down_kv_rate (20.5), was 20")]
    [InlineData("""{"prefill_scale_up_queue_tokens":5,"prefill_scale_down_queue_tokens":5}""",
        "prefill_scale_up_queue_tokens: must be more than prefill_scale_down_queue_tokens (5), was 5")]
    [InlineData("""{"enable_power_awareness":true}""", "total_gpu_power_limit: is required with enable_power_awareness")]
    [InlineData("""{"enable_power_awareness":true,"total_gpu_power_limit":1,"mode":"agg"}""", "enable_power_awareness: is not for mode agg")]
    [InlineData("""{"enable_power_awareness":true,"total_gpu_power_limit":1,"environment":"global-planner","global_planner_namespace":"gp"}""",
        "enable_power_awareness: is for environment kubernetes only, environment is global-planner")]
    [InlineData($$$"""{"mode":"agg","aic_perf_model":{{{{Engine}}},"decode_pick":{}},"ais_perf_model":{"roles":{} } }""",
        "ais_perf_model: and aic_perf_model exclude each other: keep one")]
    [InlineData($$$"""{"mode":"disagg","aic_perf_model":{{{{Engine}}},"decode_pick":{} } }""", "aic_perf_model.prefill_pick: is required with mode disagg")]
    [InlineData($$$"""{"mode":"agg","aic_perf_model":{{{{Engine}}},"prefill_pick":{} } }""", "aic_perf_model.decode_pick: is required with mode agg")]
    [InlineData("""{"batch_scheduling":{"enabled":true}}""", "batch_scheduling: is for environment kubernetes and mode agg only, environment is kubernetes and mode disagg")]
    [InlineData("""{"mode":"agg","batch_scheduling":{"enabled":true,"pool":{"drain_lease_duration_seconds":20}}}""",
        "batch_scheduling.pool.drain_lease_duration_seconds: must be 35 or more, was 20")]
    [InlineData("""{"load_min_observations":65}""", "max_num_fpm_samples: must be loadScaling.minObservations (65) to 1024, was 64")]
    public void What_contradicts_itself_is_one_error(string config, string error) =>
        Assert.StartsWith(error, Assert.Single(Imports.Errors(Imports.Of(config))));

    [Theory]
    [InlineData("""{"optimization_target":"throughput","enable_throughput_scaling":true}""",
        "enable_throughput_scaling: is true, but optimization_target throughput runs the load loop alone")]
    [InlineData("""{"optimization_target":"latency","enable_load_scaling":false}""",
        "enable_load_scaling: is false, but optimization_target latency always runs the load loop")]
    [InlineData("""{"optimization_target":"throughput","ttft_ms":200}""", "ttft_ms: has no effect with optimizationTarget throughput, which goes by thresholds: set that to sla to keep it")]
    [InlineData("""{"optimization_target":"throughput","itl_ms":20}""", "itl_ms: has no effect with optimizationTarget throughput, which goes by thresholds: set that to sla to keep it")]
    [InlineData("""{"optimization_target":"sla","load_predictor":"arima","kalman_r":5}""",
        "kalman_r: has no effect with predictor.type arima: set that to kalman, or leave this out")]
    [InlineData("""{"optimization_target":"sla","load_predictor":"kalman","prophet_window_size":20}""",
        "prophet_window_size: has no effect with predictor.type kalman: set that to prophet, or leave this out")]
    [InlineData("""{"optimization_target":"sla","prefill_scale_up_queue_tokens":900}""",
        "prefill_scale_up_queue_tokens: has no effect with optimizationTarget sla: set that to load, or leave this out")]
    [InlineData("""{"optimization_target":"load","mode":"prefill","prefill_scale_up_queue_tokens":9,"prefill_scale_down_queue_tokens":1,"decode_scale_up_kv_rate":90}""",
        "decode_scale_up_kv_rate: has no effect with mode prefill, which plans no such pool: leave it out")]
    [InlineData("""{"optimization_target":"sla","load_min_observations":9}""",
        "load_min_observations: has no effect while loadScaling.enabled is false: set that to true, or leave this out")]
    [InlineData("""{"mode":"decode","prefill_engine_num_gpu":4}""", "prefill_engine_num_gpu: has no effect with mode decode, which plans no such pool: leave it out")]
    [InlineData("""{"metric_pulling_prometheus_request_timeout_seconds":3}""",
        "metric_pulling_prometheus_request_timeout_seconds: has no effect with metrics.source scrape: set that to prometheus, or leave this out")]
    [InlineData("""{"environment":"global-planner","global_planner_namespace":"gp","mode":"prefill"}""",
        "throughput_metrics_source: is frontend, but pools of one role under a GlobalPlanner have a router only")]
    [InlineData("""{"optimization_target":"sla","pre_deployment_sweeping_mode":"none"}""", "pre_deployment_sweeping_mode: is none, but enable_throughput_scaling sizes pools by a profile")]
    [InlineData("""{"load_predictor_warmup_trace":"/data/t.jsonl"}""", "load_predictor_warmup_trace: is a path of the old planner's pod and is kept for export")]
    [InlineData("""{"load_predictor_warmup_trace":"t.jsonl"}""", "load_predictor_warmup_trace: is looked for in the operator's folder of traces")]
    [InlineData("""{"metric_pulling_prometheus_endpoint":"http://p:9090/x"}""",
        "metric_pulling_prometheus_endpoint: is asked by the operator, which must allow it: start the operator with --allow-metrics-host p:9090")]
    [InlineData("""{"profile_results_dir":"use-pre-swept-results:h200:m:vllm:1:1:1:1:16:64:8"}""", "profile_results_dir: names results that only the old planner's dry run could read")]
    public void What_upstream_bends_is_warned_about(string config, string warning)
    {
        var plan = Imports.Of(config);

        Assert.Empty(Imports.Errors(plan));
        Assert.Contains(Imports.Warnings(plan), each => each.StartsWith(warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throughput")]
    [InlineData("latency")]
    public void Targets_other_than_sla_run_the_load_loop_alone(string target)
    {
        var spec = Imports.Of($$"""{"optimization_target":"{{target}}","enable_throughput_scaling":true,"enable_load_scaling":false}""").Spec!;

        Assert.False(spec.ThroughputScaling.Enabled);
        Assert.True(spec.LoadScaling.Enabled);
    }

    [Fact]
    public void A_pinned_total_is_fine() =>
        Assert.Equal((8, 8), (Imports.Of("""{"min_gpu_budget":8}""").Spec!.Limits.MinGpus, Imports.Of("""{"min_gpu_budget":8}""").Spec!.Limits.MaxGpus));

    [Fact]
    public void Every_error_is_reported_at_once() =>
        Assert.Equal(2, Imports.Errors(Imports.Of("""{"fpm_sample_bucket_size":15,"min_gpu_budget":9}""")).Count);
}
