namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Values that are text, too large, of another type, or in the wrong place: one error with the path, the value and the rule.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("""{"ttft_ms":"200"}""", "sla.ttftMs", "200")]
    [InlineData("""{"max_gpu_budget":"-1"}""", "limits.maxGpus", "-1")]
    [InlineData("""{"min_endpoint":2.0}""", "limits.minEndpoint", "2")]
    [InlineData("""{"advisory":"True"}""", "advisory", "true")]
    [InlineData("""{"advisory":1}""", "advisory", "true")]
    [InlineData("""{"advisory":"off"}""", "advisory", "false")]
    public void Text_is_taken_for_what_it_spells(string config, string path, string expected) =>
        Assert.Equal(expected, Imports.At(Imports.Spec(Imports.Of(config)), path)?.ToJsonString());

    [Theory]
    [InlineData("""{"ttft_ms":0}""", "ttft_ms: must be a number above 0, was 0")]
    [InlineData("""{"ttft_ms":-1}""", "ttft_ms: must be a number above 0, was -1")]
    [InlineData("""{"ttft_ms":"fast"}""", "ttft_ms: must be a number above 0, was \"fast\"")]
    [InlineData("""{"ttft_ms":"NaN"}""", "ttft_ms: must be a number above 0, was \"NaN\"")]
    [InlineData("""{"ttft_ms":"Infinity"}""", "ttft_ms: must be a number above 0, was \"Infinity\"")]
    [InlineData("""{"ttft_ms":1e999}""", "ttft_ms: must be a number above 0, was 1e999")]
    [InlineData("""{"ttft_ms":null}""", "ttft_ms: must be a number above 0, was null")]
    [InlineData("""{"ttft_ms":[500]}""", "ttft_ms: must be a number above 0, was [500]")]
    [InlineData("""{"min_endpoint":1.5}""", "min_endpoint: must be a whole number of 0 or more, was 1.5")]
    [InlineData("""{"min_endpoint":-1}""", "min_endpoint: must be a whole number of 0 or more, was -1")]
    [InlineData("""{"max_gpu_budget":99999999999999999999999999999999}""", "max_gpu_budget: must be a whole number, was 99999999999999999999999999999999")]
    [InlineData("""{"max_gpu_budget":"${MAX_TOTAL_GPUS}"}""",
        "max_gpu_budget: must be a whole number, was \"${MAX_TOTAL_GPUS}\": fill the template in first, for example with envsubst")]
    [InlineData("""{"control_api_port":70000}""", "control_api_port: must be a whole number from 0 to 65535, was 70000")]
    [InlineData("""{"decode_scale_up_kv_rate":101}""", "decode_scale_up_kv_rate: must be a number from 0 to 100, was 101")]
    [InlineData("""{"mode":"disaggregated"}""", "mode: must be disagg, prefill, decode or agg, was \"disaggregated\"")]
    [InlineData("""{"mode":"encode"}""", "mode: encode is not available in KubeOpsPlanner: use disagg, prefill, decode or agg")]
    [InlineData("""{"backend":"megatron"}""", "backend: megatron is not available in KubeOpsPlanner: use vllm, sglang, trtllm or mocker")]
    [InlineData("""{"advisory":"maybe"}""", "advisory: must be true or false, was \"maybe\"")]
    [InlineData("""{"model_name":""}""", "model_name: must be text of 1 to 512 characters, was \"\"")]
    [InlineData("""{"model_name":7}""", "model_name: must be text of 1 to 512 characters, was 7")]
    [InlineData("""{"scheduling":[]}""", "scheduling: must be an object of scale_interval_seconds, tick_max_duration_seconds, external_plugins, gateway, was []")]
    [InlineData("""{"scheduling":{"tick_max_duration":3}}""", "scheduling.tick_max_duration: is not known: did you mean tick_max_duration_seconds?")]
    [InlineData("""{"scheduling":{"external_plugins":[{"plugin_id":"p","plugin_type":"x","priority":1,"endpoint":"e"}]}}""",
        "scheduling.external_plugins[0].plugin_type: must be predict, propose, reconcile or constrain, was \"x\"")]
    [InlineData("""{"scheduling":{"external_plugins":[{"plugin_id":"p","plugin_type":"predict","endpoint":"e"}]}}""",
        "scheduling.external_plugins[0].priority: is required: it must be a whole number")]
    [InlineData("""{"plugin_registration":{"auth":{"static_secrets":{"a":1}}}}""",
        "plugin_registration.auth.static_secrets.a: must be text of 1 to 4096 characters, was 1")]
    [InlineData("""{"metric_pulling_prometheus_extra_query_params":"tenant"}""",
        "metric_pulling_prometheus_extra_query_params: must be an object of texts, or name=value pairs joined by '&', was \"tenant\"")]
    [InlineData("""{"metric_pulling_prometheus_endpoint":"ftp://p"}""",
        "metric_pulling_prometheus_endpoint: must be an absolute http or https URL without user name or fragment, was \"ftp://p\"")]
    public void A_value_out_of_range_is_one_error(string config, string error) => Assert.Equal([error], Imports.Errors(Imports.Of(config)));

    [Fact]
    public void A_huge_value_is_not_repeated_in_full()
    {
        var error = Assert.Single(Imports.Errors(Imports.Of($$"""{"model_name":"{{new string('m', 3_000_000)}}"}""")));

        Assert.InRange(error.Length, 60, 200);
    }
}
