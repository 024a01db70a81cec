using System.Text.Json;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>What admission says about settings that a plan only keeps.</summary>
public sealed class KeptSettingTests
{
    [Theory]
    [InlineData("""{"report_interval_hours":false,"control_api_port":0,"scheduling":{"scale_interval_seconds":5}}""")]
    [InlineData("{}")]
    public void Kept_settings_pass(string kept) => Assert.Empty(Validate(kept));

    [Theory]
    [InlineData("""{"ttft_ms":200}""", "spec.plannerConfig.ttft_ms: has its own place: use spec.sla.ttftMs")]
    [InlineData("""{"control_api_prot":1}""", "spec.plannerConfig.control_api_prot: is not a field of PlannerConfig: did you mean control_api_port?")]
    [InlineData("""{"no_operation":true}""", "spec.plannerConfig.no_operation: has its own place: use spec.advisory")]
    [InlineData("""{"control_api_port":-1}""", "spec.plannerConfig.control_api_port: must be a whole number from 0 to 65535, was -1")]
    [InlineData("""{"scheduling":{"gateway":{"enabled":"so"}}}""", "spec.plannerConfig.scheduling.gateway.enabled: must be true or false, was \"so\"")]
    [InlineData("""{"metric_pulling_prometheus_token":"hush"}""",
        "spec.plannerConfig.metric_pulling_prometheus_token: is a secret, which everybody who reads the plan would see")]
    public void Others_are_refused(string kept, string error) => Assert.StartsWith(error, Assert.Single(Validate(kept)));

    private static IEnumerable<string> Validate(string kept) =>
        EntityValidation.Validate("PoolPlan", JsonSerializer.SerializeToElement(new
        {
            spec = new { targetRef = new { name = "chat" }, plannerConfig = JsonDocument.Parse(kept).RootElement },
        })).Select(error => error.ToString());
}
