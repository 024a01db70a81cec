using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Actuation;

namespace KubeOpsPlanner.Operator.Tests.Actuation;

public sealed class ReplicaWritesTests
{
    private const string Listed =
        """
        {"metadata": {"name": "chat", "namespace": "inference", "uid": "u1", "resourceVersion": "41"},
         "spec": {"components": [
           {"name": "frontend", "type": "frontend", "replicas": 1},
           {"name": "prefill", "type": "prefill", "replicas": 2, "podTemplate": {"spec": {"containers": [
              {"name": "main", "resources": {"limits": {"nvidia.com/gpu": "1"}}}]}}},
           {"name": "decode", "type": "decode", "replicas": 3, "podTemplate": {"spec": {"containers": [
              {"name": "main", "resources": {"limits": {"nvidia.com/gpu": "2"}}}]}}}]}}
        """;

    private const string Mapped =
        """
        {"metadata": {"name": "chat", "namespace": "inference", "uid": "u1", "resourceVersion": "41"},
         "spec": {"services": {
           "Prefill": {"componentType": "worker", "subComponentType": "prefill", "replicas": 2, "resources": {"limits": {"gpu": "1"}},
                       "scalingAdapter": {"enabled": true}},
           "Decode": {"componentType": "worker", "subComponentType": "decode", "replicas": 3, "resources": {"limits": {"gpu": "2"}}}}}}
        """;

    private const string PrefillAdapter =
        """
        {"metadata": {"name": "chat-prefill", "namespace": "inference", "uid": "u2", "resourceVersion": "40"},
         "spec": {"replicas": 2, "dgdRef": {"name": "chat", "serviceName": "Prefill"}}}
        """;

    private static DynamoGraphDeployment Graph(string json) => GraphKinds.ReadGraph(JsonDocument.Parse(json).RootElement);

    private static DynamoGraphDeploymentScalingAdapter Adapter(string json) =>
        DynamoGraphDeploymentScalingAdapter.Read(JsonDocument.Parse(json).RootElement);

    private static ReplicaWritePlan Plan(string graph, string? adapter, params (string Component, int Replicas)[] wanted) =>
        ReplicaWrites.Plan(
            Graph(graph), adapter is null ? [] : [Adapter(adapter)],
            wanted.ToDictionary(pair => pair.Component, pair => pair.Replicas), "kubeops-planner");

    [Fact]
    public void A_list_is_patched_by_index_guarded_by_name_and_version()
    {
        var write = Assert.Single(Plan(Listed, null, ("prefill", 1), ("decode", 4)).Writes);
        Assert.Equal(
            """
            [{"op":"replace","path":"/metadata/resourceVersion","value":"41"},{"op":"test","path":"/spec/components/1/name","value":"prefill"},{"op":"add","path":"/spec/components/1/replicas","value":1},{"op":"test","path":"/spec/components/2/name","value":"decode"},{"op":"add","path":"/spec/components/2/replicas","value":4}]
            """,
            write.Patch.Body.ToJsonString());
        Assert.Equal(PatchKind.Json, write.Patch.Kind);
        Assert.Equal(1, write.GpusAdded);
        Assert.Equal(["prefill 2 to 1", "decode 3 to 4"], write.Changes.Select(change => change.ToString()));
    }

    [Fact]
    public void A_map_is_merged_with_the_version_as_precondition()
    {
        var write = Assert.Single(Plan(Mapped, PrefillAdapter, ("Decode", 4)).Writes);
        Assert.Equal(
            """{"metadata":{"resourceVersion":"41"},"spec":{"services":{"Decode":{"replicas":4}}}}""",
            write.Patch.Body.ToJsonString());
    }

    [Fact]
    public void A_component_with_an_adapter_is_scaled_through_it_and_never_in_the_graph()
    {
        var write = Assert.Single(Plan(Mapped, PrefillAdapter, ("Prefill", 5)).Writes);
        Assert.Equal("DynamoGraphDeploymentScalingAdapter", write.Api.Kind);
        Assert.Equal("scale", write.Patch.Subresource);
        Assert.Equal("40", write.BaseVersion);
        Assert.Equal("""{"metadata":{"resourceVersion":"40"},"spec":{"replicas":5}}""", write.Patch.Body.ToJsonString());
    }

    [Fact]
    public void What_frees_GPUs_is_written_first()
    {
        var grown = Plan(Mapped, PrefillAdapter, ("Prefill", 5), ("Decode", 1)).Writes;
        Assert.Equal([-4, 3], grown.Select(write => write.GpusAdded!.Value));
        var shrunk = Plan(Mapped, PrefillAdapter, ("Prefill", 1), ("Decode", 4)).Writes;
        Assert.Equal([-1, 2], shrunk.Select(write => write.GpusAdded!.Value));
    }

    [Fact]
    public void What_is_as_wanted_is_not_written() =>
        Assert.Empty(Plan(Mapped, PrefillAdapter, ("Prefill", 2), ("Decode", 3)).Writes);

    [Theory]
    [InlineData("Prefill", "scaled through the adapter chat-prefill, which does not exist yet")]
    [InlineData("router", "inference/chat has no component router")]
    public void What_cannot_be_written_is_said(string component, string says)
    {
        var plan = Plan(Mapped, null, (component, 9));
        Assert.Empty(plan.Writes);
        Assert.Contains(says, Assert.Single(plan.Problems));
    }
}
