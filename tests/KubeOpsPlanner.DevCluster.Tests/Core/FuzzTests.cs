namespace KubeOpsPlanner.DevCluster.Tests.Core;

/// <summary>Anything may be sent; it is answered with a Status, and what is stored still reads.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Values =
        ["null", "true", "-1", "1e400", "\"\"", "\"x\"", "[]", "[null]", "[1,\"a\",{}]", "{}", "{\"a\":null}", "{\"name\":[]}", "{\"matchLabels\":3}"];

    private static readonly string[] Fields =
        ["metadata", "spec", "status", "apiVersion", "kind", "data", "webhooks", "rules"];

    private static readonly string[] MetadataFields =
        ["name", "labels", "annotations", "finalizers", "ownerReferences", "managedFields", "resourceVersion", "uid", "deletionTimestamp", "generateName", "generation"];

    private static readonly string[] SpecFields = ["replicas", "mode", "engines", "zones", "names", "versions", "scope", "group", "conversion"];

    private static readonly string[] Paths =
    [
        TestCluster.Pools, TestCluster.Pools + "/chat", TestCluster.Pools + "/chat/status", TestCluster.Pools + "/chat/scale",
        "/api/v1/namespaces/default/configmaps/a", "/api/v1/namespaces/default/pods", "/api/v1/namespaces", TestCluster.Definitions,
        TestCluster.Definitions + "/pools.example.dev",
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", "/apis/apps/v1/namespaces/default/deployments/web",
    ];

    private static readonly (string Method, string ContentType)[] Requests =
    [
        ("POST", "application/json"), ("PUT", "application/json"), ("DELETE", "application/json"), ("PATCH", "application/json-patch+json"),
        ("PATCH", "application/merge-patch+json"), ("PATCH", "application/strategic-merge-patch+json"), ("PATCH", "application/apply-patch+yaml"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_request_gets_an_answer(int seed)
    {
        var random = new Random(seed);
        var cluster = TestCluster.WithPools();
        var codes = new Dictionary<int, int>();
        for (var i = 0; i < 1500; i++)
        {
            Restore(cluster);
            var path = Pick(random, Paths);
            var (method, contentType) = Pick(random, Requests);
            var query = contentType.Contains("apply") ? "?fieldManager=f&force=true" : "";
            var answer = cluster.Send(method, path + query, Body(random), contentType);
            codes[answer.Code] = codes.GetValueOrDefault(answer.Code) + 1;
            if (answer.Code >= 400)
                Assert.Equal("Status", answer.Text("kind"));
            // The real server takes some of what it cannot read for its own fault, and then gives no reason.
            Assert.True(answer.Code < 500 || answer.Reason.Length == 0, answer.Message);
            cluster.Core.Tick(cluster.Now);
            cluster.Get("/api/v1/namespaces").Is(200);
        }

        // Refusing everything, or reaching nothing, would prove little.
        Assert.All(new[] { 200, 400, 422 }, code => Assert.True(codes.GetValueOrDefault(code) > 10, $"{code}: {codes.GetValueOrDefault(code)}"));
    }

    /// <summary>Puts back what the last request broke, so that the next one meets something.</summary>
    private static void Restore(TestCluster cluster)
    {
        cluster.Post(TestCluster.Definitions, TestCluster.PoolDefinition.Replace("SCHEMA", TestCluster.PoolSchema));
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1}"""));
        cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a"}, "data": {"x": "1"}}""");
        cluster.Post("/apis/apps/v1/namespaces/default/deployments",
            """{"metadata": {"name": "web"}, "spec": {"replicas": 1, "template": {"spec": {"containers": [{"name": "app"}]} } } }""");
    }

    private static string Body(Random random) => random.Next(5) switch
    {
        0 => Pick(random, Values),
        1 => $$"""[{"op": "{{Pick(random, ["add", "remove", "replace", "test", "move"])}}", "path": "/{{Pick(random, Fields)}}/{{Pick(random, MetadataFields)}}", "from": "/spec", "value": {{Pick(random, Values)}} }]""",
        2 => $$"""{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"name": "chat"}, "{{Pick(random, Fields)}}": {{Pick(random, Values)}} }""",
        3 => $$"""{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"name": "chat", "{{Pick(random, MetadataFields)}}": {{Pick(random, Values)}} } }""",
        _ => $$"""{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"name": "chat"}, "spec": {"{{Pick(random, SpecFields)}}": {{Pick(random, Values)}} } }""",
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
