using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Tests.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Foreign;

public sealed class ForeignViewTests
{
    [Fact]
    public void A_pod_shows_its_graph_its_node_and_its_GPUs()
    {
        var pod = Pod.Read(GraphJson.Parse("""
            {"metadata": {"name": "p", "namespace": "inference", "labels":
               {"nvidia.com/dynamo-graph-deployment-name": "chat", "nvidia.com/dynamo-component": "decode"} },
             "spec": {"nodeName": "n1", "containers": [{"name": "main", "resources": {"limits": {"nvidia.com/gpu": "2"}}}]},
             "status": {"phase": "Running", "podIP": "10.0.0.7", "conditions": [{"type": "Ready", "status": "True"}]} }
            """));

        Assert.Equal(("chat", "decode", "n1", 2), (pod.Graph, pod.Component, pod.NodeName, pod.Gpus.GpusPerReplica));
        Assert.True(pod.IsReady && pod.IsLive);
    }

    [Theory]
    [InlineData("Pending", true)]
    [InlineData("Running", true)]
    [InlineData("Succeeded", false)]
    [InlineData("Failed", false)]
    public void A_pod_holds_GPUs_until_it_ends(string phase, bool isLive) =>
        Assert.Equal(isLive, Pod.Read(GraphJson.Parse($$"""{"status": {"phase": "{{phase}}"} }""")).IsLive);

    [Fact]
    public void A_node_offers_what_is_allocatable()
    {
        var node = Node.Read(GraphJson.Parse("""
            {"metadata": {"name": "n1"}, "spec": {"unschedulable": true},
             "status": {"allocatable": {"nvidia.com/gpu": "8", "cpu": "128"}, "conditions": [{"type": "Ready", "status": "True"}]} }
            """));

        Assert.Equal(8, node.AllocatableGpus);
        Assert.False(node.IsSchedulable);
        Assert.True(node.IsReady);
    }

    [Fact]
    public void A_secret_decodes_its_values_and_shows_none()
    {
        var secret = Secret.Read(GraphJson.Parse("""{"metadata": {"name": "tls"}, "data": {"a": "aGk=", "b": "%%"} }"""));

        Assert.Equal("hi"u8.ToArray(), secret.Data["a"].ToArray());
        Assert.Equal("Secret tls (1 keys)", secret.ToString());
    }

    [Fact]
    public void A_lease_shows_its_holder_and_times()
    {
        var lease = Lease.Read(GraphJson.Parse("""
            {"spec": {"holderIdentity": "a", "leaseDurationSeconds": 15, "renewTime": "2026-01-02T03:04:05.678901Z"} }
            """));

        Assert.Equal(("a", 15), (lease.HolderIdentity, lease.LeaseDurationSeconds));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6789010), lease.RenewTime);
    }

    [Fact]
    public void Services_and_config_maps_show_what_planning_reads()
    {
        var service = Service.Read(GraphJson.Parse(
            """{"spec": {"selector": {"app": "x"}, "ports": [{"name": "http", "port": 8000}]} }"""));
        var map = ConfigMap.Read(GraphJson.Parse("""{"data": {"k": "v"} }"""));

        Assert.Equal(new ServicePort("http", 8000), Assert.Single(service.Ports));
        Assert.Equal("x", service.Selector["app"]);
        Assert.Equal("v", map.Data["k"]);
    }
}
