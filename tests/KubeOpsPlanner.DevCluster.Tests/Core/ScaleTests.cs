namespace KubeOpsPlanner.DevCluster.Tests.Core;

public sealed class ScaleTests
{
    private const string Chat = TestCluster.Pools + "/chat";

    private readonly TestCluster _cluster = TestCluster.WithPools();

    public ScaleTests()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1}""")).Is(201);
        _cluster.Merge(Chat + "/status", """{"status": {"replicas": 1, "selector": "app=chat"}}""").Is(200);
    }

    [Fact]
    public void Shows_the_object_as_a_Scale()
    {
        var scale = _cluster.Get(Chat + "/scale").Is(200);
        Assert.Equal(("autoscaling/v1", "Scale", "1"), (scale.Text("apiVersion"), scale.Text("kind"), scale.Text("spec.replicas")));
        Assert.Equal("""{"replicas":1,"selector":"app=chat"}""", scale.Text("status"));
    }

    [Fact]
    public void Writes_the_replicas_and_bumps_the_generation()
    {
        var scaled = _cluster.Merge(Chat + "/scale", """{"spec": {"replicas": 4}}""").Is(200);
        var stored = _cluster.Get(Chat);
        Assert.Equal(("Scale", "4"), (scaled.Text("kind"), scaled.Text("spec.replicas")));
        Assert.Equal(("4", "2", scaled.Version), (stored.Text("spec.replicas"), stored.Text("metadata.generation"), stored.Version));
        Assert.Contains("\"subresource\":\"scale\"", stored.Text("metadata.managedFields"));
    }

    [Fact]
    public void A_put_with_a_stale_version_is_a_conflict()
    {
        var stale = _cluster.Get(Chat + "/scale").Body.ToJsonString();
        _cluster.Merge(Chat + "/scale", """{"spec": {"replicas": 4}}""").Is(200);
        Assert.Equal("Conflict", _cluster.Put(Chat + "/scale", stale).Is(409).Reason);
    }

    [Fact]
    public void Negative_replicas_are_refused() => Assert.Equal(
        "Pool.example.dev \"chat\" is invalid: [spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0, .spec.replicas: Invalid value: -1: should be a non-negative integer]",
        _cluster.Merge(Chat + "/scale", """{"spec": {"replicas": -1}}""").Is(422).Message);

    [Fact]
    public void A_kind_without_scale_has_no_such_path() =>
        new TestCluster().Get("/api/v1/namespaces/default/configmaps/a/scale").Is(404);
}
