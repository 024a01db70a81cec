using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Conformance.Conversations;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

/// <summary>
/// Damaged requests: the embedded server refuses what a real one refuses, with the same code and reason, and is never
/// the one at fault. KUBEOPSPLANNER_FUZZ_SEED repeats one seed, KUBEOPSPLANNER_FUZZ_REQUESTS sends more.
/// </summary>
[Collection(nameof(RealConformanceCollection))]
public sealed class FuzzTests(ConformanceServers servers)
{
    private static readonly string[] Paths = ["configmaps", "configmaps/a", "configmaps?limit=2", "configmaps?labelSelector=app%20in%20(a,b)", "configmaps?fieldSelector=metadata.name%3Da"];

    private static readonly string[] Bodies =
    [
        """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "labels": {"app": "a"}}}""",
        """{"metadata": {"labels": {"app": "b"}, "finalizers": []}}""",
        """[{"op": "add", "path": "/metadata/labels", "value": {"a": "b"}}]""",
    ];

    private static readonly string[] ContentTypes =
        ["application/json", "application/yaml", "application/merge-patch+json", "application/json-patch+json"];

    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("KUBEOPSPLANNER_FUZZ_REQUESTS"), out var count) ? count : 150;

    public static TheoryData<int> Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("KUBEOPSPLANNER_FUZZ_SEED"), out var seed) ? [seed] : [1, 2];

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Damage_never_breaks_the_embedded_server(int seed)
    {
        using var embedded = await FuzzedNamespace.CreateAsync(await servers.GetAsync(ServerKind.Embedded));
        var random = new Random(seed);
        for (var i = 0; i < Requests; i++)
        {
            var request = Damaged(random);
            var answer = await embedded.SendAsync(request);
            Assert.True(answer.Failure is null && FuzzedNamespace.ReasonOf(answer) != "InternalError", $"seed {seed}, request {i}: {Describe(request)}\n{answer.Failure}{answer.Body}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Damage_is_judged_as_by_a_real_server(int seed)
    {
        using var real = await FuzzedNamespace.CreateAsync(await servers.GetAsync(ServerKind.Real));
        using var embedded = await FuzzedNamespace.CreateAsync(await servers.GetAsync(ServerKind.Embedded));
        var random = new Random(seed);
        var others = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            var request = Damaged(random);
            var (wanted, got) = (await real.SendAsync(request), await embedded.SendAsync(request));
            var (expected, actual) = ((wanted.Code, FuzzedNamespace.ReasonOf(wanted)), (got.Code, FuzzedNamespace.ReasonOf(got)));
            if (expected != actual)
                others.Add($"seed {seed}, request {i}: {Describe(request)}\n  real {expected}, embedded {actual}: {got.Body}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    private static RawRequest Damaged(Random random)
    {
        string[] methods = ["GET", "POST", "PUT", "PATCH", "PATCH", "DELETE"];
        var method = methods[random.Next(methods.Length)];
        var path = $"/api/v1/namespaces/{FuzzedNamespace.Placeholder}/{Paths[random.Next(Paths.Length)]}";
        var body = method is "GET" or "DELETE" ? null : Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]);
        var type = method == "PATCH" ? ContentTypes[random.Next(2, 4)] : ContentTypes[random.Next(2)];
        if (body is not null)
            Damage(body, random);
        return new RawRequest(method, path, [KeyValuePair.Create("Content-Type", type)], body);
    }

    private static void Damage(byte[] body, Random random)
    {
        for (var count = random.Next(3); count > 0; count--)
            body[random.Next(body.Length)] = (byte)"{}[]\",:0ax \\"[random.Next(11)];
    }

    private static string Describe(RawRequest request) =>
        $"{request.Method} {request.Path} {request.Headers[0].Value}\n  {(request.Body is null ? "" : Encoding.UTF8.GetString(request.Body))}";

    /// <summary>The same request in each server's own namespace.</summary>
    private sealed class FuzzedNamespace(RawClient client, string name) : IDisposable
    {
        public const string Placeholder = "fuzzed";

        public static async Task<FuzzedNamespace> CreateAsync(IApiServerUnderTest server)
        {
            var client = new RawClient(server);
            return new FuzzedNamespace(client, await Conversation.CreateNamespaceAsync(client));
        }

        public static string ReasonOf(RawAnswer answer) =>
            answer.Body.StartsWith('{') && (string?)JsonNode.Parse(answer.Body)!["kind"] == "Status" ? (string?)JsonNode.Parse(answer.Body)!["reason"] ?? "" : "";

        public Task<RawAnswer> SendAsync(RawRequest request) => client.SendAsync(request with { Path = request.Path.Replace(Placeholder, name) });

        public void Dispose() => client.Dispose();
    }
}
