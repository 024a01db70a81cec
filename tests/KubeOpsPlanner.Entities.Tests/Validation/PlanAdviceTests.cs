using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.Validation;

/// <summary>Settings that are passed over in silence are settings that somebody believes in.</summary>
public sealed class PlanAdviceTests
{
    [Theory]
    [InlineData("""{"predictor":{"type":"arima","kalman":{"qLevel":2,"qTrend":1,"r":5,"minPoints":3}}}""",
        "predictor.kalman.qLevel predictor.kalman.qTrend predictor.kalman.r predictor.kalman.minPoints", "with predictor.type arima: set that to kalman, or leave this out")]
    [InlineData("""{"predictor":{"type":"constant","prophetWindowSize":20}}""", "predictor.prophetWindowSize", "with predictor.type constant: set that to prophet, or leave this out")]
    [InlineData("""{"predictor":{"type":"kalman","seasonalPeriod":12}}""", "predictor.seasonalPeriod", "with predictor.type kalman: set that to arima, ets or prophet, or leave this out")]
    [InlineData("""{"loadScaling":{"enabled":true,"decodeScaleUpKvRate":90,"decodeScaleDownKvRate":20}}""",
        "loadScaling.decodeScaleUpKvRate loadScaling.decodeScaleDownKvRate", "with optimizationTarget sla: set that to load, or leave this out")]
    [InlineData("""{"optimizationTarget":"load","mode":"agg","loadScaling":{"prefillScaleUpQueueTokens":9,"decodeScaleUpKvRate":90,"decodeScaleDownKvRate":20}}""",
        "loadScaling.prefillScaleUpQueueTokens", "with mode agg, which plans no such pool: leave it out")]
    [InlineData("""{"optimizationTarget":"latency","sla":{"ttftMs":200}}""", "sla.ttftMs", "with optimizationTarget latency, which goes by thresholds: set that to sla to keep it")]
    [InlineData("""{"optimizationTarget":"latency","loadScaling":{"downSensitivity":50}}""", "loadScaling.downSensitivity", "with optimizationTarget latency: set that to sla, or leave this out")]
    [InlineData("""{"loadScaling":{"intervalSeconds":10,"maxSamples":128}}""",
        "loadScaling.intervalSeconds loadScaling.maxSamples", "while loadScaling.enabled is false: set that to true, or leave this out")]
    [InlineData("""{"throughputScaling":{"enabled":false,"intervalSeconds":60},"loadScaling":{"enabled":true},"predictor":{"warmupTrace":"a.csv"}}""",
        "throughputScaling.intervalSeconds predictor.warmupTrace",
        "without the throughput loop: set optimizationTarget to sla and throughputScaling.enabled to true, or leave this out")]
    [InlineData("""{"mode":"prefill","engine":{"prefillGpus":2,"decodeGpus":2}}""", "engine.decodeGpus", "with mode prefill, which plans no such pool: leave it out")]
    [InlineData("""{"metrics":{"prometheus":{"extraQueryParams":"a=b"}}}""",
        "metrics.prometheus.extraQueryParams", "with metrics.source scrape: set that to prometheus, or leave this out")]
    public void What_another_setting_makes_void_is_said_with_a_way_out(string spec, string paths, string why) =>
        Assert.Equal(paths.Split(' ').Select(path => $"spec.{path}: has no effect {why}"), Of(spec));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"predictor":{"type":"auto","kalman":{"r":5},"prophetWindowSize":20,"seasonalPeriod":12}}""")]
    [InlineData("""{"predictor":{"type":"kalman","kalman":{"r":5}}}""")]
    [InlineData("""{"predictor":{"type":"arima","kalman":{"r":10},"prophetWindowSize":50}}""")]
    [InlineData("""{"optimizationTarget":"throughput","loadScaling":{"downSensitivity":0,"intervalSeconds":10}}""")]
    [InlineData("""{"engine":{"prefillGpus":1,"decodeGpus":2},"metrics":{"source":"prometheus","prometheus":{"requestTimeoutSeconds":3}}}""")]
    public void What_acts_or_is_at_its_default_is_not_mentioned(string spec) => Assert.Empty(Of(spec));

    private static IEnumerable<string> Of(string spec) =>
        PlanAdvice.Of(JsonSerializer.Deserialize<PoolPlanSpec>(spec, KubernetesJson.Options)!).Select(advice => advice.ToString());
}
