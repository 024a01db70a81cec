using System.Text.Json;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Names that users have: today's, yesterday's, flags, and those that nobody ever had.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("ttft", "300", "sla.ttftMs", "300")]
    [InlineData("itl", "30", "sla.itlMs", "30")]
    [InlineData("throughput_adjustment_interval", "120", "throughputScaling.intervalSeconds", "120")]
    [InlineData("load_adjustment_interval", "10", "loadScaling.intervalSeconds", "10")]
    [InlineData("adjustment_interval", "60", "throughputScaling.intervalSeconds", "60")]
    [InlineData("no_operation", "true", "advisory", "true")]
    [InlineData("no_correction", "true", "correction", "\"off\"")]
    [InlineData("load_learning_window", "50", "loadScaling.maxSamples", "50")]
    [InlineData("loadbased_adjustment_interval", "10", "loadScaling.intervalSeconds", "10")]
    [InlineData("loadbased_scaling_down_sensitivity", "70", "loadScaling.downSensitivity", "70")]
    [InlineData("loadbased_learning_window", "40", "loadScaling.maxSamples", "40")]
    [InlineData("loadbased_min_observations", "9", "loadScaling.minObservations", "9")]
    [InlineData("loadbased_metric_samples", "10", "plannerConfig.load_metric_samples", "10")]
    [InlineData("loadbased_router_metrics_url", "\"http://r\"", "plannerConfig.load_router_metrics_url", "\"http://r\"")]
    [InlineData("enable_loadbased_scaling", "true", "loadScaling.enabled", "true")]
    [InlineData("min-endpoint", "2", "limits.minEndpoint", "2")]
    [InlineData("--max-gpu-budget", "16", "limits.maxGpus", "16")]
    [InlineData("plannerMinEndpoint", "2", "limits.minEndpoint", "2")]
    [InlineData("planner_max_gpu_budget", "16", "limits.maxGpus", "16")]
    [InlineData("planner.ttft", "300", "sla.ttftMs", "300")]
    public void A_name_in_use_is_read(string name, string value, string path, string expected) =>
        Assert.Equal(expected, Imports.At(Imports.Spec(Imports.Of($$"""{"{{name}}":{{value}}}""")), path)?.ToJsonString());

    [Theory]
    [InlineData("adjustment_interval", "60", "is an older name of throughput_adjustment_interval_seconds")]
    [InlineData("no_operation", "true", "is an older name of advisory")]
    [InlineData("load_learning_window", "50", "is an older name of max_num_fpm_samples")]
    [InlineData("loadbased_min_observations", "9", "is an older name of load_min_observations")]
    [InlineData("min-endpoint", "2", "is read as min_endpoint; the upstream planner passes over this spelling")]
    public void An_older_name_is_said_to_be_one(string name, string value, string warning) =>
        Assert.Contains($"{name}: {warning}", Imports.Warnings(Imports.Of($$"""{"{{name}}":{{value}}}""")));

    [Theory]
    [InlineData("ttft_sm", "is not a field of PlannerConfig: did you mean ttft_ms?")]
    [InlineData("max_gpus_budget", "is not a field of PlannerConfig: did you mean max_gpu_budget?")]
    [InlineData("enableThroughputScalling", "is not a field of PlannerConfig: did you mean enable_throughput_scaling?")]
    [InlineData("something_else_entirely", "is not a field of PlannerConfig")]
    [InlineData("nan_scaledown_threshold", "was proposed and is in no release: leave it out; what cannot be read never shrinks a pool here")]
    [InlineData("aic_max_correction_factor", "was proposed and is in no release: leave it out")]
    [InlineData("scaling_mode", "was proposed and is in no release: use advisory: true to write nothing")]
    public void A_name_that_is_not_taken_is_an_error(string name, string message) =>
        Assert.Equal([$"{name}: {message}"], Imports.Errors(Imports.Of($$"""{"{{name}}":1}""")));

    [Fact]
    public void A_very_long_name_is_an_error_like_others() =>
        Assert.Single(Imports.Errors(Imports.Of($$"""{"{{new string('x', 100_000)}}":1}""")));

    [Theory]
    [InlineData("""{"ttft":100,"ttft_ms":200}""", "ttft_ms: says 200, but ttft says 100: both are ttft_ms, give it once")]
    [InlineData("""{"no_operation":true,"advisory":false}""", "advisory: says false, but no_operation says true: both are advisory, give it once")]
    [InlineData("""{"adjustment_interval":60,"throughput_adjustment_interval":90}""",
        "throughput_adjustment_interval: says 90, but adjustment_interval says 60: both are throughput_adjustment_interval_seconds, give it once")]
    public void Two_names_with_two_values_are_an_error_that_names_both(string config, string error) =>
        Assert.Equal([error], Imports.Errors(Imports.Of(config)));

    [Fact]
    public void Two_names_with_one_value_are_fine() =>
        Assert.Equal(200, Imports.Of("""{"ttft":200.0,"ttft_ms":"200"}""").Spec!.Sla.TtftMs);

    [Fact]
    public void A_field_wins_over_a_variable_and_a_variable_over_a_default()
    {
        GivenSetting[] given =
        [
            new("PLANNER_PROMETHEUS_PORT", "9085", "env[0]", SettingSource.Variable),
            new("PROMETHEUS_ENDPOINT", "http://variable:9090", "env[1]", SettingSource.Variable),
            new("metric_pulling_prometheus_endpoint", "http://field:9090", "field"),
        ];

        var spec = PlannerConfigImport.Convert(given, Imports.Chat).Spec!;

        Assert.Equal("http://field:9090", spec.Metrics.Endpoint);
        Assert.Equal(9085, Assert.IsType<JsonElement>(spec.PlannerConfig).GetProperty("metric_reporting_prometheus_port").GetInt32());
    }
}
