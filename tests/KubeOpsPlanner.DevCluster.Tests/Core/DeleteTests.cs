namespace KubeOpsPlanner.DevCluster.Tests.Core;

public sealed class DeleteTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Chat = TestCluster.Pools + "/chat";

    [Fact]
    public void Answers_with_a_status_that_names_the_object()
    {
        var cluster = TestCluster.WithPools();
        var uid = cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Text("metadata.uid");
        var deleted = cluster.Delete(Chat).Is(200);
        Assert.Equal(("Success", $$"""{"name":"chat","group":"example.dev","kind":"pools","uid":"{{uid}}"}"""), (deleted.Text("status"), deleted.Text("details")));
        Assert.Equal("pools.example.dev \"chat\" not found", cluster.Delete(Chat).Is(404).Message);
    }

    [Fact]
    public void Finalizers_hold_an_object_until_they_are_gone()
    {
        var cluster = TestCluster.WithPools();
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", metadata: "\"finalizers\": [\"example.dev/drain\"]")).Is(201);
        var marked = cluster.Delete(Chat).Is(200);
        Assert.Equal(("2026-01-01T00:00:00Z", "2"), (marked.Text("metadata.deletionTimestamp"), marked.Text("metadata.generation")));
        Assert.Equal(marked.Version, cluster.Delete(Chat).Is(200).Version);
        Assert.Contains("no new finalizers can be added if the object is being deleted",
            cluster.Merge(Chat, """{"metadata": {"finalizers": ["example.dev/drain", "example.dev/more"]}}""").Is(422).Message);
        cluster.Merge(Chat, """{"metadata": {"finalizers": null}}""").Is(200);
        cluster.Get(Chat).Is(404);
        Assert.Equal("DELETED", cluster.Changes[^1].Type);
    }

    [Theory]
    [InlineData("""{"preconditions": {"uid": "other"}}""", "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not match the UID in record (")]
    [InlineData("""{"preconditions": {"resourceVersion": "1"}}""", "Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (")]
    public void Preconditions_protect_a_namesake(string options, string message)
    {
        var cluster = new TestCluster();
        cluster.Post(Maps, """{"metadata": {"name": "a"}}""").Is(201);
        Assert.Contains(message, cluster.Delete(Maps + "/a", options).Is(409).Message);
        cluster.Get(Maps + "/a").Is(200);
    }

    [Theory]
    [InlineData("Background", 404, 404)]
    [InlineData("Foreground", 404, 404)]
    [InlineData("Orphan", 404, 200)]
    public void Dependents_follow_their_owner_as_the_policy_says(string policy, int owner, int dependent)
    {
        var cluster = new TestCluster();
        var uid = cluster.Post(Maps, """{"metadata": {"name": "owner"}}""").Text("metadata.uid");
        cluster.Post(Maps, Owned("child", uid)).Is(201);
        cluster.Delete(Maps + "/owner", $$"""{"propagationPolicy": "{{policy}}"}""").Is(200);
        cluster.Get(Maps + "/owner").Is(owner);
        Assert.Equal("", cluster.Get(Maps + "/child").Is(dependent).Text("metadata.ownerReferences"));
    }

    [Fact]
    public void Foreground_waits_for_dependents_that_block()
    {
        var cluster = new TestCluster();
        var uid = cluster.Post(Maps, """{"metadata": {"name": "owner"}}""").Text("metadata.uid");
        cluster.Post(Maps, Owned("child", uid, "\"finalizers\": [\"example.dev/hold\"],")).Is(201);
        cluster.Delete(Maps + "/owner", """{"propagationPolicy": "Foreground"}""").Is(200);
        Assert.Equal("""["foregroundDeletion"]""", cluster.Get(Maps + "/owner").Is(200).Text("metadata.finalizers"));
        cluster.Merge(Maps + "/child", """{"metadata": {"finalizers": null}}""").Is(200);
        cluster.Get(Maps + "/child").Is(404);
        cluster.Get(Maps + "/owner").Is(404);
    }

    [Fact]
    public void A_dependent_that_comes_while_its_owner_waits_goes_too()
    {
        var cluster = new TestCluster();
        var uid = cluster.Post(Maps, """{"metadata": {"name": "owner"}}""").Text("metadata.uid");
        cluster.Post(Maps, Owned("child", uid, "\"finalizers\": [\"example.dev/hold\"],")).Is(201);
        cluster.Delete(Maps + "/owner", """{"propagationPolicy": "Foreground"}""").Is(200);
        cluster.Post(Maps, Owned("late", uid)).Is(201);
        cluster.Core.Tick(cluster.Now);
        cluster.Get(Maps + "/late").Is(404);
        cluster.Merge(Maps + "/child", """{"metadata": {"finalizers": null}}""").Is(200);
        cluster.Get(Maps + "/owner").Is(404);
    }

    [Fact]
    public void An_object_made_for_an_owner_that_is_gone_is_collected_with_time()
    {
        var cluster = new TestCluster();
        cluster.Post(Maps, Owned("late", "00000000-0000-4000-8000-000000000000")).Is(201);
        cluster.Get(Maps + "/late").Is(200);
        cluster.Core.Tick(cluster.Now);
        cluster.Get(Maps + "/late").Is(404);
    }

    [Fact]
    public void A_namespace_takes_everything_in_it_along()
    {
        var cluster = new TestCluster();
        cluster.Post("/api/v1/namespaces", """{"metadata": {"name": "team"}}""").Is(201);
        cluster.Post("/api/v1/namespaces/team/configmaps", """{"metadata": {"name": "a", "finalizers": ["example.dev/hold"]}}""").Is(201);
        Assert.Equal("Terminating", cluster.Delete("/api/v1/namespaces/team").Is(200).Text("status.phase"));
        var refused = cluster.Post("/api/v1/namespaces/team/configmaps", """{"metadata": {"name": "b"}}""").Is(403);
        Assert.Equal("configmaps \"b\" is forbidden: unable to create new content in namespace team because it is being terminated", refused.Message);
        cluster.Merge("/api/v1/namespaces/team/configmaps/a", """{"metadata": {"finalizers": null}}""").Is(200);
        cluster.Get("/api/v1/namespaces/team").Is(404);
    }

    [Fact]
    public void A_collection_is_deleted_by_selector()
    {
        var cluster = new TestCluster();
        foreach (var (name, app) in new[] { ("a", "chat"), ("b", "code"), ("c", "chat") })
            cluster.Post(Maps, $$$"""{"metadata": {"name": "{{{name}}}", "labels": {"app": "{{{app}}}"} } }""").Is(201);
        Assert.Equal(["a", "c"], cluster.Delete(Maps + "?labelSelector=app%3Dchat").Is(200).Names);
        Assert.Equal(["b"], cluster.Get(Maps).Names);
    }

    [Fact]
    public void A_dry_run_deletes_nothing()
    {
        var cluster = new TestCluster();
        cluster.Post(Maps, """{"metadata": {"name": "a"}}""").Is(201);
        cluster.Delete(Maps + "/a?dryRun=All").Is(200);
        cluster.Get(Maps + "/a").Is(200);
    }

    private static string Owned(string name, string uid, string more = "") =>
        $$$"""{"metadata": {"name": "{{{name}}}", {{{more}}} "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "{{{uid}}}", "blockOwnerDeletion": true}]} }""";
}
