using KubeOpsPlanner.Entities.Tests.Graphs;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.Validation;

public sealed class GraphRequestValidationTests
{
    private const string Frozen =
        ": cannot be changed: delete the request and create it again under the same name, which takes its graph over; "
        + "for another run of the same request change the annotation kubeopsplanner.io/rerun";

    [Theory]
    [InlineData("\"profilingConfig\":{\"profilerImage\":\"p:1\",\"config\":{\"sla\":{\"ttft\":200,\"itl\":20,\"isl\":3000},\"sweep\":{\"useAiConfigurator\":true}}}")]
    [InlineData("\"image\":\"p:1\",\"workload\":{\"isl\":4000,\"concurrency\":8},\"sla\":{\"ttft\":300},\"features\":{\"mocker\":{\"enabled\":true}}")]
    [InlineData("\"image\":\"p:1\",\"profilingConfig\":{\"profilerImage\":\"p:1\",\"config\":{\"sla\":{\"ttft\":\"300\"}}},\"sla\":{\"ttft\":300},\"useMocker\":true,\"features\":{\"mocker\":{\"enabled\":true}}")]
    [InlineData("\"searchStrategy\":\"thorough\",\"backend\":\"vllm\"")]
    [InlineData("\"topology\":{\"pools\":\"auto\"}")]
    [InlineData("\"topology\":{\"pools\":[{\"name\":\"short\",\"role\":\"prefill\"},{\"name\":\"long\",\"role\":\"prefill\"}]}")]
    public void Accepts(string fields) => Assert.Empty(Errors(fields));

    [Theory]
    [InlineData("\"image\":\"a\",\"profilingConfig\":{\"profilerImage\":\"b\"}", "spec.image: says \"a\", but spec.profilingConfig.profilerImage says \"b\": give it once, or the same in both")]
    [InlineData("\"useMocker\":false,\"features\":{\"mocker\":{\"enabled\":true}}", "spec.features.mocker.enabled: says \"true\", but spec.useMocker says \"false\": give it once, or the same in both")]
    [InlineData("\"sla\":{\"ttft\":300},\"profilingConfig\":{\"config\":{\"sla\":{\"ttft\":200}}}", "spec.sla.ttft: says 300, but spec.profilingConfig.config.sla.ttft says 200: give it once, or the same in both")]
    [InlineData("\"workload\":{\"osl\":150},\"profilingConfig\":{\"config\":{\"sla\":{\"osl\":\"x\"}}}", "spec.workload.osl: says 150, but spec.profilingConfig.config.sla.osl says \"x\": give it once, or the same in both")]
    [InlineData("\"searchStrategy\":\"rapid\",\"profilingConfig\":{\"config\":{\"searchStrategy\":\"thorough\"}}", "spec.searchStrategy: says \"rapid\", but spec.profilingConfig.config.searchStrategy says \"thorough\": give it once, or the same in both")]
    [InlineData("\"deploymentOverrides\":{\"name\":\"a\"},\"overrides\":{\"dgd\":{\"metadata\":{\"name\":\"b\"}}}", "spec.overrides.dgd: says \"b\", but spec.deploymentOverrides.name says \"a\": give it once, or the same in both")]
    [InlineData("\"features\":{\"planner\":{\"ttft\":1}},\"profilingConfig\":{\"config\":{\"planner\":{\"ttft\":2}}}", "spec.features.planner: differs from spec.profilingConfig.config.planner: give it once, or the same in both")]
    [InlineData("\"searchStrategy\":\"thorough\"", "spec.searchStrategy: thorough needs one engine to measure: set spec.backend to vllm, sglang or trtllm, or use rapid")]
    [InlineData("\"workload\":{\"concurrency\":1,\"requestRate\":1}", "spec.workload.requestRate: must be absent where concurrency is given: they say the same load in two ways")]
    [InlineData("\"sla\":{\"ttft\":1,\"e2eLatency\":1}", "spec.sla.e2eLatency: must be absent where ttft or itl is given")]
    [InlineData("\"sla\":{\"itl\":0}", "spec.sla.itl: must be greater than 0, was 0")]
    [InlineData("\"overrides\":{\"dgd\":{\"kind\":\"Pod\"}}", "spec.overrides.dgd: must be of kind DynamoGraphDeployment, was \"Pod\"")]
    [InlineData("\"overrides\":{\"dgd\":{\"apiVersion\":\"nvidia.com/v2\"}}", "spec.overrides.dgd: must be of apiVersion nvidia.com/v1beta1 or nvidia.com/v1alpha1, was \"nvidia.com/v2\"")]
    [InlineData("\"overrides\":{\"dgd\":{\"status\":{}}}", "spec.overrides.dgd: must not hold a status: it is written by the Dynamo operator")]
    [InlineData("\"topology\":{\"pools\":[]}", "spec.topology.pools: must be auto, or a list of pools with a unique name and a role prefill, decode or agg")]
    [InlineData("\"topology\":{\"pools\":[{\"name\":\"a\",\"role\":\"agg\"},{\"name\":\"a\",\"role\":\"agg\"}]}", "spec.topology.pools: must be auto, or a list of pools with a unique name and a role prefill, decode or agg")]
    [InlineData("\"deploymentOverrides\":{\"namespace\":\"other\"}", "spec.deploymentOverrides.namespace: must be the request's own namespace \"inference\", was \"other\": create the request there instead")]
    public void Refuses_and_says_why(string fields, string error) => Assert.Equal([error], Errors(fields));

    [Fact]
    public void The_model_is_required() =>
        Assert.Equal(
            "spec.model: must name the model to serve, was empty",
            Assert.Single(EntityValidation.Validate("DynamoGraphDeploymentRequest", GraphJson.Parse("""{"spec":{}}"""))).ToString());

    [Theory]
    [InlineData("\"autoApply\":false", "\"autoApply\":true", null)]
    [InlineData("\"backend\":\"auto\"", "\"backend\":\"auto\",\"autoApply\":true", null)]
    [InlineData("\"autoApply\":true", "\"autoApply\":false", "spec.autoApply: can be changed from false to true only")]
    [InlineData("\"backend\":\"vllm\"", "\"backend\":\"sglang\"", "spec.backend" + Frozen)]
    [InlineData("\"sla\":{\"ttft\":1}", "\"sla\":{\"ttft\":2}", "spec.sla" + Frozen)]
    [InlineData("\"image\":\"a\"", "\"backend\":\"auto\"", "spec.backend" + Frozen + "|spec.image" + Frozen)]
    public void The_spec_is_immutable_but_for_applying_it(string before, string after, string? errors) =>
        Assert.Equal(
            errors?.Split('|') ?? [],
            EntityValidation.Validate("DynamoGraphDeploymentRequest", Request(after), Request(before)).Select(error => error.ToString()));

    private static IEnumerable<string> Errors(string fields) =>
        EntityValidation.Validate("DynamoGraphDeploymentRequest", Request(fields)).Select(error => error.ToString());

    private static System.Text.Json.JsonElement Request(string fields) =>
        GraphJson.Parse("{\"metadata\":{\"namespace\":\"inference\"},\"spec\":{\"model\":\"m\"," + fields + "}}");
}
