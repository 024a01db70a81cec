using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Every field of the upstream planner's configuration, one row each: what is given, and what the plan then holds.</summary>
public sealed class FieldTableTests
{
    private const string Load = "\"optimization_target\":\"load\",\"prefill_scale_up_queue_tokens\":900,\"prefill_scale_down_queue_tokens\":90,"
        + "\"decode_scale_up_kv_rate\":75.5,\"decode_scale_down_kv_rate\":20";

    private const string Engine = "\"hf_id\":\"Qwen/Qwen3-32B\",\"system\":\"h200_sxm\",\"backend\":\"vllm\"";

    /// <summary>Field, configuration, path in the spec, value there as JSON.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "mode", """{"mode":"agg"}""", "mode", "\"agg\"" },
        { "environment", """{"environment":"virtual","model_name":"m","prefill_engine_num_gpu":1,"decode_engine_num_gpu":1}""", "environment", "\"virtual\"" },
        { "backend", """{"backend":"trtllm"}""", "backend", "\"trtllm\"" },
        { "namespace", """{"namespace":"dynamo"}""", "dynamoNamespace", "\"dynamo\"" },
        { "optimization_target", """{"optimization_target":"latency"}""", "optimizationTarget", "\"latency\"" },
        { "model_name", """{"model_name":"Qwen/Qwen3-32B"}""", "modelName", "\"Qwen/Qwen3-32B\"" },
        { "global_planner_namespace", """{"environment":"global-planner","global_planner_namespace":"gp"}""", "globalPlannerNamespace", "\"gp\"" },
        { "advisory", """{"advisory":true}""", "advisory", "true" },
        { "max_gpu_budget", """{"max_gpu_budget":64}""", "limits.maxGpus", "64" },
        { "max_gpu_budget", """{"max_gpu_budget":-7}""", "limits.maxGpus", "-1" },
        { "min_gpu_budget", """{"min_gpu_budget":4}""", "limits.minGpus", "4" },
        { "min_endpoint", """{"min_endpoint":0}""", "limits.minEndpoint", "0" },
        { "prefill_min_endpoint", """{"prefill_min_endpoint":2}""", "limits.prefillMinEndpoint", "2" },
        { "decode_min_endpoint", """{"decode_min_endpoint":3}""", "limits.decodeMinEndpoint", "3" },
        { "max_throughput_scaling_replicas", """{"max_throughput_scaling_replicas":3}""", "throughputScaling.maxReplicaStep", "3" },
        { "prefill_engine_num_gpu", """{"prefill_engine_num_gpu":2}""", "engine.prefillGpus", "2" },
        { "decode_engine_num_gpu", """{"decode_engine_num_gpu":4}""", "engine.decodeGpus", "4" },
        { "control_api_port", """{"control_api_port":0}""", "plannerConfig.control_api_port", "0" },
        { "log_dir", """{"log_dir":"/logs"}""", "plannerConfig.log_dir", "\"/logs\"" },
        { "enable_power_awareness", """{"enable_power_awareness":true,"total_gpu_power_limit":9000}""", "plannerConfig.enable_power_awareness", "true" },
        { "total_gpu_power_limit", """{"total_gpu_power_limit":9000}""", "plannerConfig.total_gpu_power_limit", "9000" },
        { "ttft_ms", """{"ttft_ms":200.5}""", "sla.ttftMs", "200.5" },
        { "itl_ms", """{"itl_ms":20}""", "sla.itlMs", "20" },
        { "isl", """{"isl":4000}""", "workload.isl", "4000" },
        { "osl", """{"osl":500}""", "workload.osl", "500" },
        { "enable_throughput_scaling", """{"enable_throughput_scaling":false,"enable_load_scaling":true}""", "throughputScaling.enabled", "false" },
        { "enable_load_scaling", """{"enable_load_scaling":true}""", "loadScaling.enabled", "true" },
        { "throughput_adjustment_interval_seconds", """{"throughput_adjustment_interval_seconds":60}""", "throughputScaling.intervalSeconds", "60" },
        { "load_adjustment_interval_seconds", """{"load_adjustment_interval_seconds":10}""", "loadScaling.intervalSeconds", "10" },
        { "pre_deployment_sweeping_mode", """{"pre_deployment_sweeping_mode":"thorough"}""", "plannerConfig.pre_deployment_sweeping_mode", "\"thorough\"" },
        { "pre_deployment_sweeping_mode", """{"pre_deployment_sweeping_mode":null}""", "plannerConfig.pre_deployment_sweeping_mode", "false" },
        { "no_correction", """{"no_correction":true}""", "correction", "\"off\"" },
        { "no_correction", """{"no_correction":false}""", "correction", "\"factors\"" },
        { "max_num_fpm_samples", """{"max_num_fpm_samples":128}""", "loadScaling.maxSamples", "128" },
        { "fpm_sample_bucket_size", """{"fpm_sample_bucket_size":25}""", "loadScaling.sampleBuckets", "25" },
        { "load_scaling_down_sensitivity", """{"load_scaling_down_sensitivity":0}""", "loadScaling.downSensitivity", "0" },
        { "load_min_observations", """{"load_min_observations":7}""", "loadScaling.minObservations", "7" },
        { "prefill_scale_up_queue_tokens", $"{{{Load}}}", "loadScaling.prefillScaleUpQueueTokens", "900" },
        { "prefill_scale_down_queue_tokens", $"{{{Load}}}", "loadScaling.prefillScaleDownQueueTokens", "90" },
        { "decode_scale_up_kv_rate", $"{{{Load}}}", "loadScaling.decodeScaleUpKvRate", "75.5" },
        { "decode_scale_down_kv_rate", $"{{{Load}}}", "loadScaling.decodeScaleDownKvRate", "20" },
        { "speculative_nextn", """{"speculative_nextn":3}""", "engine.speculativeTokens", "3" },
        { "load_metric_samples", """{"load_metric_samples":10}""", "plannerConfig.load_metric_samples", "10" },
        { "load_router_metrics_url", """{"load_router_metrics_url":"http://r:9090/metrics"}""", "plannerConfig.load_router_metrics_url", "\"http://r:9090/metrics\"" },
        { "profile_results_dir", """{"profile_results_dir":"/data"}""", "plannerConfig.profile_results_dir", "\"/data\"" },
        {
            "aic_interpolation",
            $$$"""{"aic_interpolation":{{{{Engine}}},"isl":3000,"osl":150,"sweep_max_context_length":8192,"prefill_interpolation_granularity":16,"decode_interpolation_granularity":6,"prefill_pick":{"tp":2},"decode_pick":{"moe_ep":4} } }""",
            "plannerConfig.aic_interpolation.decode_pick", """{"moe_ep":4}"""
        },
        {
            "aic_perf_model", $$$"""{"aic_perf_model":{{{{Engine}}},"prefill_pick":{"tp":2,"pp":1,"dp":1,"moe_tp":1,"moe_ep":1},"decode_pick":{"tp":4},"kv_cache_dtype":"fp8"} }""",
            "plannerConfig.aic_perf_model.kv_cache_dtype", "\"fp8\""
        },
        {
            "ais_perf_model", """{"ais_perf_model":{"roles":{"aggregated":{"model":"m","estimator_config":{"features":["x"]}}}}}""",
            "plannerConfig.ais_perf_model.roles.aggregated.estimator_config.features", """["x"]"""
        },
        { "load_predictor", """{"load_predictor":"kalman"}""", "predictor.type", "\"kalman\"" },
        { "load_predictor_log1p", """{"load_predictor_log1p":true}""", "predictor.log1p", "true" },
        { "prophet_window_size", """{"prophet_window_size":80}""", "predictor.prophetWindowSize", "80" },
        { "load_predictor_warmup_trace", """{"load_predictor_warmup_trace":"day/*.jsonl"}""", "predictor.warmupTrace", "\"day/*.jsonl\"" },
        { "load_predictor_warmup_trace", """{"load_predictor_warmup_trace":"/data/t.jsonl"}""", "plannerConfig.load_predictor_warmup_trace", "\"/data/t.jsonl\"" },
        { "kalman_q_level", """{"kalman_q_level":2}""", "predictor.kalman.qLevel", "2" },
        { "kalman_q_trend", """{"kalman_q_trend":0.25}""", "predictor.kalman.qTrend", "0.25" },
        { "kalman_r", """{"kalman_r":5}""", "predictor.kalman.r", "5" },
        { "kalman_min_points", """{"kalman_min_points":3}""", "predictor.kalman.minPoints", "3" },
        { "metric_pulling_prometheus_endpoint", """{"metric_pulling_prometheus_endpoint":"http://p:9090"}""", "metrics.endpoint", "\"http://p:9090\"" },
        { "metric_pulling_prometheus_endpoint", """{"metric_pulling_prometheus_endpoint":"http://p:9090"}""", "metrics.source", "\"prometheus\"" },
        { "metric_pulling_prometheus_token", """{"metric_pulling_prometheus_token":"hush"}""", "plannerConfig", "null" },
        { "metric_pulling_prometheus_token_file", """{"metric_pulling_prometheus_token_file":"/t"}""", "plannerConfig.metric_pulling_prometheus_token_file", "\"/t\"" },
        { "metric_pulling_prometheus_ssl_verify", """{"metric_pulling_prometheus_ssl_verify":true}""", "plannerConfig.metric_pulling_prometheus_ssl_verify", "true" },
        { "metric_pulling_prometheus_ca_bundle", """{"metric_pulling_prometheus_ca_bundle":"/ca"}""", "plannerConfig.metric_pulling_prometheus_ca_bundle", "\"/ca\"" },
        {
            "metric_pulling_prometheus_extra_query_params", """{"metric_pulling_prometheus_extra_query_params":{"tenant":"a b","dedup":"1"}}""",
            "metrics.prometheus.extraQueryParams", "\"tenant=a%20b&dedup=1\""
        },
        {
            "metric_pulling_prometheus_request_timeout_seconds", """{"metric_pulling_prometheus_request_timeout_seconds":2.5}""",
            "metrics.prometheus.requestTimeoutSeconds", "2.5"
        },
        { "throughput_metrics_source", """{"throughput_metrics_source":"router"}""", "metrics.traffic", "\"router\"" },
        { "metric_reporting_prometheus_port", """{"metric_reporting_prometheus_port":9085}""", "plannerConfig.metric_reporting_prometheus_port", "9085" },
        { "report_interval_hours", """{"report_interval_hours":1.5}""", "plannerConfig.report_interval_hours", "1.5" },
        { "report_interval_hours", """{"report_interval_hours":null}""", "plannerConfig.report_interval_hours", "false" },
        { "report_output_dir", """{"report_output_dir":"/reports"}""", "plannerConfig.report_output_dir", "\"/reports\"" },
        { "report_filename", """{"report_filename":"r.html"}""", "plannerConfig.report_filename", "\"r.html\"" },
        { "report_write_gzip_log", """{"report_write_gzip_log":false}""", "plannerConfig.report_write_gzip_log", "false" },
        { "live_dashboard_port", """{"live_dashboard_port":0}""", "plannerConfig.live_dashboard_port", "0" },
        {
            "scheduling", """{"scheduling":{"scale_interval_seconds":2.5,"tick_max_duration_seconds":20,"external_plugins":[{"plugin_id":"p","plugin_type":"propose","priority":3,"endpoint":"grpc://p:1","hold_policy":"HOLD_LAST"}],"gateway":{"enabled":true}}}""",
            "plannerConfig.scheduling.external_plugins", """[{"plugin_id":"p","plugin_type":"propose","priority":3,"endpoint":"grpc://p:1","hold_policy":"HOLD_LAST"}]"""
        },
        {
            "plugin_registration", """{"plugin_registration":{"auth":{"trusted_sources":["static_secret"]},"transport":{"max_message_size_bytes":1024},"heartbeat_missed_threshold":3,"admin":{"mode":"k8s_rbac"}}}""",
            "plannerConfig.plugin_registration.transport.max_message_size_bytes", "1024"
        },
        {
            "batch_scheduling", """{"mode":"agg","batch_scheduling":{"enabled":true,"pool":{"pool_id":"b","drain_lease_duration_seconds":60}}}""",
            "plannerConfig.batch_scheduling.pool.pool_id", "\"b\""
        },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_field_has_its_place(string field, string config, string path, string expected)
    {
        var value = Imports.At(Imports.Spec(Imports.Of(config)), path);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), value), $"{path} is {value?.ToJsonString() ?? "null"}");
        var declared = PlannerConfigSchema.Instance[field].Place.Paths;
        Assert.Contains(declared, each => path == each || path.StartsWith($"{each}.", StringComparison.Ordinal) || each.StartsWith(path, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_export_gives_it_back(string field, string config, string path, string expected)
    {
        var given = JsonNode.Parse(config)![field];
        var exported = PlannerConfigExport.Convert(Imports.Of(config).Spec!).Config;

        if (path == "plannerConfig" && expected == "null")
        {
            Assert.False(exported.ContainsKey(field), "a secret must not come back out of a plan");
            return;
        }

        Assert.True(exported.ContainsKey(field), $"{field} is missing in {exported.ToJsonString()}");
        // Every negative ceiling means the same.
        Assert.Equal(expected == "-1" ? "-1" : given?.ToJsonString(), exported[field]?.ToJsonString());
    }

    [Fact]
    public void No_field_is_without_a_row() =>
        Assert.Empty(PlannerConfigSchema.Instance.Fields.Select(field => field.Name).Except(Rows.Select(row => (string)row[0])));

    [Fact]
    public void A_value_at_its_default_needs_no_warning() =>
        Assert.All(PlannerConfigSchema.Instance.Fields.Where(field => field.IsKept && field.Default is not null), field =>
            Assert.DoesNotContain(
                Imports.Warnings(Imports.Of(new JsonObject { ["optimization_target"] = "sla", [field.Name] = field.DefaultValue })),
                warning => warning.StartsWith(field.Name, StringComparison.Ordinal)));

    [Fact]
    public void What_has_no_effect_here_is_said()
    {
        var plan = Imports.Of("""{"optimization_target":"sla","control_api_port":9999,"advisory":true}""");

        Assert.Equal(
            ["control_api_port: has no effect here and is kept for export: a plan is changed in its spec, there is no control port"],
            Imports.Warnings(plan));
    }
}
