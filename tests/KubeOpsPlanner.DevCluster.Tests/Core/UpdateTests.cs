namespace KubeOpsPlanner.DevCluster.Tests.Core;

public sealed class UpdateTests
{
    private const string Chat = TestCluster.Pools + "/chat";

    private readonly TestCluster _cluster = TestCluster.WithPools();

    public UpdateTests() => _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1}""")).Is(201);

    [Fact]
    public void A_stale_version_is_a_conflict()
    {
        var stale = _cluster.Get(Chat);
        _cluster.Merge(Chat, """{"spec": {"replicas": 2}}""").Is(200);
        var refused = _cluster.Put(Chat, stale.Body.ToJsonString()).Is(409);
        Assert.Equal("Operation cannot be fulfilled on pools.example.dev \"chat\": the object has been modified; please apply your changes to the latest version and try again", refused.Message);
        Assert.Equal("""{"name":"chat","group":"example.dev","kind":"pools"}""", refused.Text("details"));
    }

    [Fact]
    public void A_custom_object_cannot_be_replaced_without_a_version() => Assert.Equal(
        "pools.example.dev \"chat\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update",
        _cluster.Put(Chat, TestCluster.Pool("chat")).Is(422).Message);

    [Fact]
    public void A_config_map_can()
    {
        _cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a"}, "data": {"x": "1"}}""").Is(201);
        Assert.Equal("2", _cluster.Put("/api/v1/namespaces/default/configmaps/a", """{"metadata": {"name": "a"}, "data": {"x": "2"}}""").Is(200).Text("data.x"));
    }

    [Theory]
    [InlineData("""{"spec": {"replicas": 5}}""", "2", "")]
    [InlineData("""{"metadata": {"labels": {"a": "b"}}}""", "1", "")]
    [InlineData("""{"status": {"replicas": 5}}""", "1", "")]
    public void Generation_follows_the_spec_alone_and_the_main_endpoint_ignores_status(string patch, string generation, string statusReplicas)
    {
        var updated = _cluster.Merge(Chat, patch).Is(200);
        Assert.Equal((generation, statusReplicas), (updated.Text("metadata.generation"), updated.Text("status.replicas")));
    }

    [Fact]
    public void The_status_endpoint_writes_status_alone()
    {
        var updated = _cluster.Merge(Chat + "/status", """{"metadata": {"labels": {"a": "b"}}, "spec": {"replicas": 9}, "status": {"replicas": 3}}""").Is(200);
        Assert.Equal(("1", "3", "", "1"), (updated.Text("spec.replicas"), updated.Text("status.replicas"), updated.Text("metadata.labels"), updated.Text("metadata.generation")));
    }

    [Fact]
    public void Changing_nothing_keeps_the_version()
    {
        var before = _cluster.Merge(Chat, """{"spec": {"replicas": 4}}""").Is(200);
        _cluster.Now += TimeSpan.FromSeconds(5);
        Assert.Equal(before.Version, _cluster.Merge(Chat, """{"spec": {"replicas": 4}}""").Is(200).Version);
        Assert.Equal(before.Version, _cluster.Put(Chat, before.Body.ToJsonString()).Is(200).Version);
    }

    [Fact]
    public void One_counter_numbers_the_changes_of_all_kinds()
    {
        var first = long.Parse(_cluster.Merge(Chat, """{"spec": {"replicas": 7}}""").Version);
        var second = long.Parse(_cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a"}}""").Version);
        Assert.Equal(first + 1, second);
    }

    [Fact]
    public void Another_served_version_shows_the_same_object()
    {
        var old = _cluster.Get("/apis/example.dev/v1alpha1/namespaces/default/pools/chat").Is(200);
        Assert.Equal(("example.dev/v1alpha1", "1"), (old.Text("apiVersion"), old.Text("spec.replicas")));
        _cluster.Merge("/apis/example.dev/v1alpha1/namespaces/default/pools/chat", """{"spec": {"replicas": 6}}""").Is(200);
        Assert.Equal(("example.dev/v1", "6"), (_cluster.Get(Chat).Text("apiVersion"), _cluster.Get(Chat).Text("spec.replicas")));
    }

    [Theory]
    [InlineData("""{"metadata": {"name": "code"}}""", 400, "the name of the object (code) does not match the name on the URL (chat)")]
    [InlineData("""{"metadata": {"resourceVersion": "1"}}""", 409, "Operation cannot be fulfilled on pools.example.dev \"chat\": the object has been modified; please apply your changes to the latest version and try again")]
    [InlineData("""{"spec": {"replicas": -1}}""", 422, "Pool.example.dev \"chat\" is invalid: [spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0, .spec.replicas: Invalid value: -1: should be a non-negative integer]")]
    public void A_merge_patch_can_be_refused(string patch, int code, string message) =>
        Assert.Equal(message, _cluster.Merge(Chat, patch).Is(code).Message);

    [Theory]
    [InlineData("application/strategic-merge-patch+json")]
    [InlineData("text/plain")]
    public void Custom_objects_know_three_patch_types(string contentType) => Assert.Equal(
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
        _cluster.Send("PATCH", Chat, "{}", contentType).Is(415).Message);

    [Fact]
    public void Unknown_fields_are_pruned_with_a_warning_or_refused()
    {
        var warned = _cluster.Merge(Chat, """{"spec": {"colour": "red"}}""").Is(200);
        Assert.Equal(["unknown field \"spec.colour\""], warned.Warnings);
        Assert.Equal("", warned.Text("spec.colour"));
        Assert.Empty(_cluster.Merge(Chat + "?fieldValidation=Ignore", """{"spec": {"colour": "red"}}""").Is(200).Warnings);
        Assert.EndsWith("strict decoding error: unknown field \"spec.colour\"",
            _cluster.Merge(Chat + "?fieldValidation=Strict", """{"spec": {"colour": "red"}}""").Is(422).Message);
        Assert.Equal("Pool in version \"v1\" cannot be handled as a Pool: strict decoding error: unknown field \"spec.colour\"",
            _cluster.Post(TestCluster.Pools + "?fieldValidation=Strict", TestCluster.Pool("code", "{\"colour\": \"red\"}")).Is(400).Message);
    }
}
