using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

public sealed class DynamoComponentDeploymentTests
{
    [Theory]
    [InlineData("v1beta1", """{"type":"worker","replicas":3,"podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}}}""", 3, 2)]
    [InlineData("v1beta1 over nodes", """{"type":"worker","replicas":1,"multinode":{"nodeCount":4},"podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":8}}}]}}}""", 1, 32)]
    [InlineData("v1beta1 without replicas", """{"type":"worker","podTemplate":{"spec":{"containers":[{"name":"main","args":["--tp","4"]}]}}}""", 1, 4)]
    [InlineData("v1alpha1", """{"componentType":"worker","replicas":2,"resources":{"limits":{"gpu":"4"}}}""", 2, 4)]
    [InlineData("v1alpha1 with sidecars", """{"componentType":"worker","replicas":2,"resources":{"limits":{"gpu":"4"}},"extraPodSpec":{"containers":[{"name":"side","resources":{"limits":{"nvidia.com/gpu":1}}}]}}""", 2, 5)]
    [InlineData("v1alpha1 without a type", """{"serviceName":"decode","replicas":2,"resources":{"requests":{"gpu":"1"}}}""", 2, 1)]
    [InlineData("both spellings, the larger counts", """{"type":"worker","replicas":1,"podTemplate":{"spec":{}},"resources":{"limits":{"gpu":"4"}}}""", 1, 4)]
    [InlineData("nothing", "{}", 1, 0)]
    public void Both_versions_are_read_by_what_they_contain(string why, string spec, int replicas, int gpus)
    {
        var component = Read(spec).Component;

        Assert.True(component.Replicas == replicas && component.Shape == GpuShape.Known(gpus), $"{why}: {component.Replicas} x {component.Shape}");
    }

    [Theory]
    [InlineData("""{"type":"worker","replicas":-1}""")]
    [InlineData("""{"type":"worker","podTemplate":{"spec":{"resourceClaims":[{"name":"gpus"}]}}}""")]
    [InlineData("""{"componentType":"worker","resources":{"claims":[{"name":"gpus"}]}}""")]
    [InlineData("""{"type":"worker","podTemplate":{"spec":{}},"resources":{"limits":{"gpu":"many"}}}""")]
    public void What_cannot_be_told_is_unknown(string spec) => Assert.False(Read(spec).Component.Shape.IsKnown);

    [Theory]
    [InlineData("the graph", """{"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeployment","name":"chat","uid":"u1","controller":true}""", true)]
    [InlineData("the graph in its other version", """{"apiVersion":"nvidia.com/v1alpha1","kind":"DynamoGraphDeployment","name":"chat","uid":"u1","controller":true}""", true)]
    [InlineData("one of the same name from another life", """{"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeployment","name":"chat","uid":"u0","controller":true}""", false)]
    [InlineData("not as its controller", """{"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeployment","name":"chat","uid":"u1"}""", false)]
    [InlineData("another kind", """{"apiVersion":"apps/v1","kind":"Deployment","name":"chat","uid":"u1","controller":true}""", false)]
    [InlineData("another group", """{"apiVersion":"example.com/v1","kind":"DynamoGraphDeployment","name":"chat","uid":"u1","controller":true}""", false)]
    public void A_graph_covers_what_it_controls(string why, string owner, bool isCovered)
    {
        var graph = GraphJson.Components(GraphJson.Component("w", 1, 1));

        Assert.True(Read("{}", owner).IsCoveredBy(graph) == isCovered, why);
        Assert.False(Read("{}", owner).IsCoveredBy(null));
    }

    private static DynamoComponentDeployment Read(string spec, string? owner = null) => DynamoComponentDeployment.Read(GraphJson.Parse($$"""
        {"metadata": {"name": "chat-w", "namespace": "inference", "uid": "c1", "ownerReferences": [{{owner}}]}, "spec": {{spec}}}
        """));
}
