using KubeOpsPlanner.Entities.Tests.Graphs;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.Validation;

public sealed class PoolPlanValidationTests
{
    private const string Virtual = "\"environment\":\"virtual\",\"modelName\":\"m\"";

    [Theory]
    [InlineData("")]
    [InlineData("\"environment\":\"global-planner\",\"budgetRef\":{\"name\":\"fleet\"}")]
    [InlineData("\"limits\":{\"minGpus\":8,\"maxGpus\":8,\"prefillMinEndpoint\":2}")]
    [InlineData("\"limits\":{\"minGpus\":8,\"maxGpus\":-1}")]
    [InlineData("\"metrics\":{\"endpoint\":\"http://chat-frontend.inference:8000/metrics\"}")]
    public void Accepts(string fields) => Assert.Empty(Errors(WithTarget(fields)));

    [Theory]
    [InlineData("\"environment\":\"global-planner\"", "spec.budgetRef: must name a GlobalBudget with environment global-planner")]
    [InlineData("\"budgetRef\":{\"name\":\"fleet\"}", "spec.budgetRef: is used with environment global-planner only: set that environment, or leave budgetRef out; admission enforces budgets either way")]
    [InlineData("\"sla\":{\"ttftMs\":0}", "spec.sla.ttftMs: must be greater than 0, was 0")]
    [InlineData("\"sla\":{\"itlMs\":-1.5}", "spec.sla.itlMs: must be greater than 0, was -1.5")]
    [InlineData("\"workload\":{\"isl\":0}", "spec.workload.isl: must be 1 or more, was 0")]
    [InlineData("\"engine\":{\"decodeGpus\":0}", "spec.engine.decodeGpus: must be 1 or more, was 0")]
    [InlineData("\"predictor\":{\"kalman\":{\"qLevel\":0}}", "spec.predictor.kalman.qLevel: must be greater than 0, was 0")]
    [InlineData("\"predictor\":{\"kalman\":{\"minPoints\":0}}", "spec.predictor.kalman.minPoints: must be 1 or more, was 0")]
    [InlineData("\"predictor\":{\"prophetWindowSize\":4}", "spec.predictor.prophetWindowSize: must be 5 to 1000, was 4")]
    [InlineData("\"predictor\":{\"seasonalPeriod\":0}", "spec.predictor.seasonalPeriod: must be 1 to 1000, was 0")]
    [InlineData("\"predictor\":{\"warmupTrace\":\"/etc/passwd\"}", "spec.predictor.warmupTrace: must be a relative path without \"..\" under the operator's folder of traces, was \"/etc/passwd\"")]
    [InlineData("\"predictor\":{\"warmupTrace\":\"a/../../b\"}", "spec.predictor.warmupTrace: must be a relative path without \"..\" under the operator's folder of traces, was \"a/../../b\"")]
    [InlineData("\"predictor\":{\"type\":\"oracle\"}", "spec.predictor.type: has a value of the wrong type, or a whole number beyond 2147483647: see kubectl explain")]
    [InlineData("\"throughputScaling\":{\"intervalSeconds\":0}", "spec.throughputScaling.intervalSeconds: must be 1 to 86400, was 0")]
    [InlineData("\"throughputScaling\":{\"maxReplicaStep\":0}", "spec.throughputScaling.maxReplicaStep: must be 1 or more, was 0")]
    [InlineData("\"throughputScaling\":{\"enabled\":false}", "spec.throughputScaling.enabled: must be true, or loadScaling.enabled: no scaling loop would run; to pause a plan set advisory, or the annotation kubeopsplanner.io/suspend")]
    [InlineData("\"limits\":{\"maxGpus\":-2}", "spec.limits.maxGpus: must be -1 (no ceiling) or more, was -2")]
    [InlineData("\"limits\":{\"maxGpus\":4,\"minGpus\":5}", "spec.limits.minGpus: must not exceed spec.limits.maxGpus (4), was 5")]
    [InlineData("\"limits\":{\"minEndpoint\":-1}", "spec.limits.minEndpoint: must be 0 or more, was -1")]
    [InlineData("\"mode\":\"agg\",\"limits\":{\"prefillMinEndpoint\":1}", "spec.limits.prefillMinEndpoint: has no meaning with mode agg: use minEndpoint")]
    [InlineData("\"mode\":\"prefill\",\"limits\":{\"decodeMinEndpoint\":1}", "spec.limits.decodeMinEndpoint: has no meaning with mode prefill: use minEndpoint")]
    [InlineData("\"profile\":{\"configMapRef\":{\"name\":\"No!\"}}", "spec.profile.configMapRef: must name an object (lower-case letters, digits, '-' and '.'), was \"No!\"")]
    [InlineData("\"metrics\":{\"endpoint\":\"ftp://x\"}", "spec.metrics.endpoint: must be an absolute http or https URL without user name or fragment, was \"ftp://x\"")]
    [InlineData("\"metrics\":{\"endpoint\":\"http://u:p@x/\"}", "spec.metrics.endpoint: must be an absolute http or https URL without user name or fragment, was \"http://u:p@x/\"")]
    public void Refuses_and_says_why(string fields, string error) => Assert.Equal([error], Errors(WithTarget(fields)));

    [Theory]
    [InlineData("", "spec.targetRef: must name the DynamoGraphDeployment to plan; only environment virtual plans without one")]
    [InlineData(Virtual + ",\"mode\":\"agg\"", "spec.engine.decodeGpus: is required with environment virtual: there is no graph to read it from")]
    [InlineData(Virtual + ",\"mode\":\"prefill\"", "spec.engine.prefillGpus: is required with environment virtual: there is no graph to read it from")]
    [InlineData("\"environment\":\"virtual\",\"mode\":\"agg\",\"engine\":{\"decodeGpus\":1}", "spec.modelName: is required with environment virtual: there is no graph to read it from")]
    [InlineData(Virtual + ",\"mode\":\"agg\",\"engine\":{\"decodeGpus\":1},\"targetRef\":{\"name\":\"chat\"}", "spec.targetRef: must be absent with environment virtual, which plans no graph")]
    public void The_environment_decides_what_must_be_given(string fields, string error) => Assert.Equal([error], Errors(fields));

    [Fact]
    public void A_virtual_plan_needs_no_target() =>
        Assert.Empty(Errors(Virtual + ",\"engine\":{\"prefillGpus\":1,\"decodeGpus\":2}"));

    private static string WithTarget(string fields) =>
        "\"targetRef\":{\"name\":\"chat\"}" + (fields.Length == 0 ? "" : "," + fields);

    private static IEnumerable<string> Errors(string fields) =>
        EntityValidation.Validate("PoolPlan", GraphJson.Parse("{\"spec\":{" + fields + "}}")).Select(error => error.ToString());
}
