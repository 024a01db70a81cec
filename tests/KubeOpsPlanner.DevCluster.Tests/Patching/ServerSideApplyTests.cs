using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Patching;

public sealed class ServerSideApplyTests
{
    private const string Chat = TestCluster.Pools + "/chat";

    private readonly TestCluster _cluster = TestCluster.WithPools();

    [Fact]
    public void Creates_what_is_not_there_and_records_the_manager()
    {
        var created = _cluster.Apply(Chat, "a", Pool("""{"replicas": 1, "engines": [{"name": "x", "gpus": 2}], "zones": ["z1"]}""")).Is(201);
        Assert.Equal("""{"f:spec":{"f:engines":{"k:{\"name\":\"x\"}":{".":{},"f:gpus":{},"f:name":{}}},"f:replicas":{},"f:zones":{"v:\"z1\"":{}}}}""",
            created.Text("metadata.managedFields.0.fieldsV1").Replace("\\u0022", "\\\""));
        Assert.Equal(("a", "Apply", "example.dev/v1"), (created.Text("metadata.managedFields.0.manager"),
            created.Text("metadata.managedFields.0.operation"), created.Text("metadata.managedFields.0.apiVersion")));
    }

    [Fact]
    public void Applying_the_same_again_changes_nothing()
    {
        var created = _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(201);
        _cluster.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(created.Version, _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(200).Version);
    }

    [Fact]
    public void What_a_manager_no_longer_names_goes()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1, "maxGpus": 8, "engines": [{"name": "x"}, {"name": "y"}], "zones": ["z1", "z2"]}""")).Is(201);
        var applied = _cluster.Apply(Chat, "a", Pool("""{"replicas": 1, "engines": [{"name": "y"}], "zones": ["z2"]}""")).Is(200);
        Assert.Equal(("", """[{"name":"y"}]""", """["z2"]"""), (applied.Text("spec.maxGpus"), applied.Text("spec.engines"), applied.Text("spec.zones")));
    }

    [Fact]
    public void What_another_manager_also_owns_stays()
    {
        _cluster.Apply(Chat, "a", Pool("""{"maxGpus": 8, "engines": [{"name": "x", "gpus": 1}]}""")).Is(201);
        _cluster.Apply(Chat, "b", Pool("""{"maxGpus": 8, "engines": [{"name": "x", "image": "i"}]}""")).Is(200);
        var applied = _cluster.Apply(Chat, "a", Pool("{}")).Is(200);
        Assert.Equal(("8", """[{"name":"x","image":"i"}]"""), (applied.Text("spec.maxGpus"), applied.Text("spec.engines")));
    }

    [Fact]
    public void Changing_what_another_owns_is_a_conflict_that_names_the_field()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(201);
        var refused = _cluster.Apply(Chat, "b", Pool("""{"replicas": 2}""")).Is(409);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas", refused.Message);
        Assert.Equal("""[{"reason":"FieldManagerConflict","message":"conflict with \"a\"","field":".spec.replicas"}]""",
            refused.Text("details.causes").Replace("\\u0022", "\\\""));
        Assert.Equal("1", _cluster.Get(Chat).Text("spec.replicas"));
    }

    [Fact]
    public void An_updater_is_named_with_its_version()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1, "engines": [{"name": "x", "gpus": 1}]}""")).Is(201);
        var refused = _cluster.Apply(Chat, "b", Pool("""{"replicas": 2, "engines": [{"name": "x", "gpus": 5}]}""")).Is(409);
        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"tester\" using example.dev/v1:\n- .spec.replicas\n- .spec.engines[name=\"x\"].gpus", refused.Message);
    }

    [Fact]
    public void Force_takes_the_field_over()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1, "maxGpus": 4}""")).Is(201);
        _cluster.Apply(Chat, "b", Pool("""{"replicas": 2}"""), force: true).Is(200);
        var applied = _cluster.Apply(Chat, "a", Pool("""{"maxGpus": 4}""")).Is(200);
        Assert.Equal("2", applied.Text("spec.replicas"));
    }

    [Fact]
    public void An_update_takes_ownership_of_what_it_changes()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(201);
        _cluster.Merge(Chat, """{"spec": {"replicas": 3}}""").Is(200);
        Assert.Contains("conflict with \"tester\"", _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(409).Message);
    }

    [Fact]
    public void The_same_value_is_shared_without_a_conflict()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(201);
        _cluster.Apply(Chat, "b", Pool("""{"replicas": 1}""")).Is(200);
        Assert.Equal("1", _cluster.Apply(Chat, "a", Pool("{}")).Is(200).Text("spec.replicas"));
    }

    [Fact]
    public void Status_is_applied_by_its_own_endpoint()
    {
        _cluster.Apply(Chat, "a", Pool("""{"replicas": 1}""")).Is(201);
        var applied = _cluster.Apply(Chat + "/status", "a",
            """{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"name": "chat"}, "spec": {"replicas": 7}, "status": {"phase": "Up"}}""").Is(200);
        Assert.Equal(("1", "Up"), (applied.Text("spec.replicas"), applied.Text("status.phase")));
    }

    [Theory]
    [InlineData("?fieldManager=a", "apiVersion: example.dev/v2\nkind: Pool\n", 400, "Incorrect version specified in apply patch. Specified patch version: example.dev/v2, expected: example.dev/v1")]
    [InlineData("", "apiVersion: example.dev/v1\nkind: Pool\n", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")]
    [InlineData("?fieldManager=a", "kind: [", 400, "error decoding YAML: ")]
    [InlineData("?fieldManager=a", "apiVersion: example.dev/v1\nkind: Pool\nmetadata:\n  managedFields: [{manager: a}]\n", 400, "metadata.managedFields must be nil")]
    public void Bad_configurations_are_refused(string query, string body, int code, string message) =>
        Assert.StartsWith(message, _cluster.Send("PATCH", Chat + query, body, "application/apply-patch+yaml").Is(code).Message);

    [Fact]
    public void Built_in_lists_merge_by_their_keys()
    {
        const string Path = "/apis/apps/v1/namespaces/default/deployments/web";
        string Deployment(string containers) =>
            $$$"""{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"selector": {"matchLabels": {"app": "web"}}, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": {{{containers}}} } } } }""";
        _cluster.Apply(Path, "a", Deployment("""[{"name": "app", "image": "1", "ports": [{"containerPort": 80}]}]""")).Is(201);
        var applied = _cluster.Apply(Path, "b", Deployment("""[{"name": "app", "env": [{"name": "X", "value": "1"}], "ports": [{"containerPort": 81}]}]""")).Is(200);
        var container = applied.Body["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Single()!;
        Assert.Equal("1", container["image"]!.GetValue<string>());
        Assert.Equal("""[{"containerPort":80,"protocol":"TCP"},{"containerPort":81,"protocol":"TCP"}]""", container["ports"]!.ToJsonString());
        Assert.Equal("""[{"name":"X","value":"1"}]""", container["env"]!.ToJsonString());
    }

    private static string Pool(string spec) => TestCluster.Pool("chat", spec);
}
