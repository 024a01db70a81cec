using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

public sealed class GraphVectorTests
{
    [Theory]
    [InlineData("chat", "inference", "\"scalingAdapter\": {},", 5, 5)]
    [InlineData("chat", "inference", "\"scalingAdapter\": {},", 1, 3)]
    [InlineData("chat", "inference", "", 5, 3)]
    [InlineData("code", "inference", "\"scalingAdapter\": {},", 5, 3)]
    [InlineData("chat", "other", "\"scalingAdapter\": {},", 5, 3)]
    public void A_component_with_an_adapter_asks_for_the_larger_of_both(
        string graph, string adapterNamespace, string field, int adapterReplicas, int replicas)
    {
        var adapter = DynamoGraphDeploymentScalingAdapter.Read(GraphJson.Parse($$"""
            {"metadata": {"name": "chat-w", "namespace": "{{adapterNamespace}}"},
             "spec": {"replicas": {{adapterReplicas}}, "dgdRef": {"name": "{{graph}}", "componentName": "w"} } }
            """));

        Assert.Equal(replicas, GraphJson.Components(GraphJson.Component("w", 3, 1, extra: field)).Vector([adapter])["w"]?.Replicas);
    }

    [Theory]
    [InlineData("the status is current", 1, 4, 4)]
    [InlineData("the status is current and does not count the pod that drains, which holds its GPUs until it is gone", 1, 1, 2)]
    [InlineData("the status is old, so pods count", 2, 4, 2)]
    [InlineData("the status does not say, so pods count", 1, null, 2)]
    public void What_runs_is_read_from_the_best_source(string why, long generation, int? reported, int observed)
    {
        var status = $$"""{"observedGeneration": 1, "components": {"w": {"replicas": {{reported?.ToString() ?? "null"}} } } }""";
        var graph = GraphJson.Components(GraphJson.Component("w", 3, 1), status, generation);
        Pod[] pods = [Pod("w", "Running"), Pod("w", "Pending"), Pod("w", "Failed"), Pod("other", "Running")];

        Assert.True(graph.Observed(pods)["w"]?.Replicas == observed, why);
    }

    [Fact]
    public void Unknown_pods_are_not_no_pods()
    {
        var graph = GraphJson.Components(GraphJson.Component("w", 3, 1), generation: 2);

        Assert.Equal(3, graph.Observed(null)["w"]?.Replicas);
        Assert.Equal(0, graph.Observed([])["w"]?.Replicas);
    }

    [Fact]
    public void A_replica_over_several_nodes_counts_once_even_when_half_of_it_is_gone()
    {
        var graph = GraphJson.Components(GraphJson.Component("w", 2, 8, extra: "\"multinode\": {\"nodeCount\": 2},"));
        Pod[] pods = [Pod("w", "Running"), Pod("w", "Running"), Pod("w", "Running")];

        Assert.Equal(2, graph.Observed(pods)["w"]?.Replicas);
        Assert.Equal(32, graph.Observed(pods).TotalGpus);
    }

    private static Pod Pod(string component, string phase) => Entities.Foreign.Pod.Read(GraphJson.Parse($$"""
        {"metadata": {"name": "p", "namespace": "inference", "labels":
           {"nvidia.com/dynamo-graph-deployment-name": "chat", "nvidia.com/dynamo-component": "{{component}}"} },
         "spec": {}, "status": {"phase": "{{phase}}"} }
        """));
}
