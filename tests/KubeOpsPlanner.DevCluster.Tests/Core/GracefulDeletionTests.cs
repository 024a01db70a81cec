namespace KubeOpsPlanner.DevCluster.Tests.Core;

/// <summary>What the recorded conversations cannot show: times, and what waits for pods.</summary>
public class GracefulDeletionTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Spec = """{"nodeName": "n", "containers": [{"name": "main", "image": "x"}]}""";

    private readonly TestCluster _cluster = new();

    private void CreatePod(string path, string metadata) => _cluster.Post(path, $$"""{"metadata": {{metadata}}, "spec": {{Spec}} }""").Is(201);

    [Fact]
    public void The_time_counts_from_the_first_request()
    {
        CreatePod(Pods, """{"name": "p"}""");
        Assert.Equal("2026-01-01T00:01:00Z", _cluster.Delete(Pods + "/p?gracePeriodSeconds=60").Is(200).Text("metadata.deletionTimestamp"));
        _cluster.Now += TimeSpan.FromSeconds(10);
        Assert.Equal("2026-01-01T00:00:20Z", _cluster.Delete(Pods + "/p?gracePeriodSeconds=20").Is(200).Text("metadata.deletionTimestamp"));
        _cluster.Now += TimeSpan.FromHours(1);
        _cluster.Core.Tick(_cluster.Now);
        _cluster.Get(Pods + "/p").Is(200);
    }

    [Fact]
    public void A_namespace_waits_for_its_pods()
    {
        _cluster.Post("/api/v1/namespaces", """{"metadata": {"name": "team"}}""").Is(201);
        CreatePod("/api/v1/namespaces/team/pods", """{"name": "p"}""");
        _cluster.Delete("/api/v1/namespaces/team").Is(200);
        Assert.Equal("30", _cluster.Get("/api/v1/namespaces/team/pods/p").Is(200).Text("metadata.deletionGracePeriodSeconds"));
        Assert.Equal("Terminating", _cluster.Get("/api/v1/namespaces/team").Is(200).Text("status.phase"));
        _cluster.Delete("/api/v1/namespaces/team/pods/p?gracePeriodSeconds=0").Is(200);
        _cluster.Get("/api/v1/namespaces/team").Is(404);
    }

    [Theory]
    [InlineData("Foreground", true)]
    [InlineData("Background", false)]
    public void An_owner_waits_for_its_pods_only_in_the_foreground(string propagation, bool waits)
    {
        var uid = _cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "owner"}}""").Is(201).Text("metadata.uid");
        CreatePod(Pods, $$"""{"name": "p", "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "{{uid}}", "blockOwnerDeletion": true}]}""");
        _cluster.Delete("/api/v1/namespaces/default/configmaps/owner?propagationPolicy=" + propagation).Is(200);
        Assert.Equal("30", _cluster.Get(Pods + "/p").Is(200).Text("metadata.deletionGracePeriodSeconds"));
        _cluster.Get("/api/v1/namespaces/default/configmaps/owner").Is(waits ? 200 : 404);
        _cluster.Delete(Pods + "/p?gracePeriodSeconds=0").Is(200);
        _cluster.Get("/api/v1/namespaces/default/configmaps/owner").Is(404);
    }

    [Fact]
    public void A_pod_is_bound_through_the_older_collection_too()
    {
        _cluster.Post(Pods, """{"metadata": {"name": "p"}, "spec": {"containers": [{"name": "main", "image": "x"}]}}""").Is(201);
        const string bindings = "/api/v1/namespaces/default/bindings";
        _cluster.Post(bindings, """{"metadata": {"name": "p", "uid": "another"}, "target": {"kind": "Node", "name": "n"}}""").Is(409);
        _cluster.Post(bindings, """{"metadata": {"name": "gone"}, "target": {"kind": "Node", "name": "n"}}""").Is(404);
        _cluster.Post(bindings, """{"metadata": {"name": "p"}, "target": {"kind": "Node", "name": "n"}}""").Is(201);
        Assert.Equal("n", _cluster.Get(Pods + "/p").Is(200).Text("spec.nodeName"));
        _cluster.Get(bindings).Is(405);
    }
}
