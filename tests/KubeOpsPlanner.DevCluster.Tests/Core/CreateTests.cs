namespace KubeOpsPlanner.DevCluster.Tests.Core;

public sealed class CreateTests
{
    [Fact]
    public void A_custom_object_gets_its_identity_from_the_server()
    {
        var cluster = TestCluster.WithPools();
        var created = cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 2}""", "\"uid\": \"mine\", \"generation\": 9")).Is(201);
        Assert.Equal("default", created.Text("metadata.namespace"));
        Assert.Equal("1", created.Text("metadata.generation"));
        Assert.Equal("2026-01-01T00:00:00Z", created.Text("metadata.creationTimestamp"));
        Assert.Equal(36, created.Text("metadata.uid").Length);
        Assert.Equal("agg", created.Text("spec.mode"));
        Assert.Equal(created.Version, cluster.Get(TestCluster.Pools + "/chat").Is(200).Version);
    }

    [Fact]
    public void GenerateName_is_completed_and_the_same_seed_gives_the_same_names()
    {
        string Name() => TestCluster.WithPools()
            .Post(TestCluster.Pools, """{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"generateName": "chat-"}}""").Is(201).Text("metadata.name");
        Assert.Matches("^chat-[bcdfghjklmnpqrstvwxz2456789]{5}$", Name());
        Assert.Equal(Name(), Name());
    }

    [Theory]
    [InlineData("a name that is taken", "/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "taken"}}""",
        409, "AlreadyExists", "configmaps \"taken\" already exists")]
    [InlineData("a namespace that is not there", "/api/v1/namespaces/nowhere/configmaps", """{"metadata": {"name": "a"}}""",
        404, "NotFound", "namespaces \"nowhere\" not found")]
    [InlineData("no name", "/api/v1/namespaces/default/configmaps", """{"metadata": {}}""",
        422, "Invalid", "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required")]
    [InlineData("a resourceVersion", "/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a", "resourceVersion": "5"}}""",
        500, "", "resourceVersion should not be set on objects to be created")]
    [InlineData("another namespace", "/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a", "namespace": "b"}}""",
        400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request")]
    [InlineData("another version", "/api/v1/namespaces/default/configmaps", """{"apiVersion": "v2", "kind": "ConfigMap", "metadata": {"name": "a"}}""",
        400, "BadRequest", "ConfigMap in version \"v2\" cannot be handled as a ConfigMap: no kind \"ConfigMap\" is registered for version \"v2\"")]
    [InlineData("labels that are numbers", "/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a", "labels": {"x": 1}}}""",
        400, "BadRequest", "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("an unknown path", "/apis/example.dev/v9/namespaces/default/things", "{}",
        404, "NotFound", "the server could not find the requested resource")]
    [InlineData("a collection of all namespaces", "/api/v1/configmaps", """{"metadata": {"name": "a"}}""",
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource")]
    public void Is_refused_in_the_real_servers_words(string what, string path, string body, int code, string reason, string message)
    {
        Assert.NotEmpty(what);
        var cluster = new TestCluster();
        cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "taken"}}""").Is(201);
        var refused = cluster.Post(path, body).Is(code);
        Assert.Equal((reason, message), (refused.Reason, refused.Message));
    }

    [Theory]
    [InlineData("{\"metadata\":", 400)]
    [InlineData("[]", 400)]
    [InlineData("\"text\"", 400)]
    [InlineData("", 400)]
    [InlineData("{\"metadata\": 3}", 400)]
    [InlineData("{\"metadata\": {\"name\": {}}}", 400)]
    [InlineData("{\"metadata\": {\"name\": \"a\", \"finalizers\": {}}}", 400)]
    [InlineData("{} {}", 400)]
    public void What_is_no_object_is_a_bad_request(string body, int code) =>
        Assert.Equal("BadRequest", new TestCluster().Post("/api/v1/namespaces/default/configmaps", body).Is(code).Reason);

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_crash()
    {
        var body = "{\"metadata\":{\"name\":\"a\"},\"data\":" + string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)) + "}";
        new TestCluster().Post("/api/v1/namespaces/default/configmaps", body).Is(400);
    }

    [Fact]
    public void A_body_over_the_limit_is_too_large() =>
        Assert.Equal("RequestEntityTooLarge", new TestCluster().Post("/api/v1/namespaces/default/configmaps",
            $$$"""{"metadata": {"name": "a"}, "data": {"x": "{{{new string('x', 3 * 1024 * 1024)}}}"}}""").Is(413).Reason);

    [Fact]
    public void Of_duplicate_keys_the_last_one_wins()
    {
        var created = new TestCluster().Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a"}, "data": {"x": "1", "x": "2"}}""");
        Assert.Equal("2", created.Is(201).Text("data.x"));
    }

    [Fact]
    public void A_dry_run_answers_like_the_real_thing_and_stores_nothing()
    {
        var cluster = TestCluster.WithPools();
        var before = cluster.Core.ResourceVersion;
        cluster.Post(TestCluster.Pools + "?dryRun=All", TestCluster.Pool("chat")).Is(201);
        cluster.Get(TestCluster.Pools + "/chat").Is(404);
        Assert.Equal(before, cluster.Core.ResourceVersion);
        Assert.Equal("Invalid", cluster.Post(TestCluster.Pools + "?dryRun=Some", TestCluster.Pool("chat")).Is(422).Reason);
    }

    [Fact]
    public void YAML_is_accepted_where_the_client_says_so()
    {
        var created = new TestCluster().Send("POST", "/api/v1/namespaces/default/configmaps",
            "metadata:\n  name: a\ndata:\n  port: \"80\"\n", "application/yaml").Is(201);
        Assert.Equal("80", created.Text("data.port"));
    }

    [Fact]
    public void Secrets_fold_their_plain_text()
    {
        var created = new TestCluster().Post("/api/v1/namespaces/default/secrets", """{"metadata": {"name": "s"}, "stringData": {"k": "v"}}""").Is(201);
        Assert.Equal(("dg==", "", "Opaque"), (created.Text("data.k"), created.Text("stringData"), created.Text("type")));
    }
}
