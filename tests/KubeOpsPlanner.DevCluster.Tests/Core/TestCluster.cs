using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Tests.Core;

/// <summary>An API server with a clock in hand and the pool definition that most cases use.</summary>
internal sealed class TestCluster
{
    public const string Pools = "/apis/example.dev/v1/namespaces/default/pools";
    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    public const string PoolDefinition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": {"name": "pools.example.dev"},
          "spec": {
            "group": "example.dev", "scope": "Namespaced",
            "names": {"plural": "pools", "kind": "Pool", "shortNames": ["pl"]},
            "versions": [
              {"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": SCHEMA},
               "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas", "labelSelectorPath": ".status.selector"}}},
              {"name": "v1alpha1", "served": true, "storage": false, "schema": {"openAPIV3Schema": SCHEMA},
               "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}}}
            ]
          }
        }
        """;

    public const string PoolSchema = """
        {"type": "object", "properties": {
          "spec": {"type": "object", "properties": {
            "replicas": {"type": "integer", "minimum": 0},
            "mode": {"type": "string", "enum": ["agg", "disagg"], "default": "agg"},
            "maxGpus": {"type": "integer", "minimum": -1},
            "engines": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
              "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "gpus": {"type": "integer"}, "image": {"type": "string"}}}},
            "zones": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}}}},
          "status": {"type": "object", "properties": {
            "replicas": {"type": "integer"}, "selector": {"type": "string"}, "phase": {"type": "string"}}}}}
        """;

    private readonly List<CommittedChange> _changes = [];

    public TestCluster(ApiServerOptions? options = null)
    {
        Core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), options ?? new ApiServerOptions(), Now);
        Core.Committed += _changes.Add;
    }

    public ApiServerCore Core { get; }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ApiUser User { get; set; } =
        new("ada", "u-1", ["system:authenticated"], new Dictionary<string, IReadOnlyList<string>> { ["pod"] = ["p-0"] });

    public IReadOnlyList<CommittedChange> Changes => _changes;

    /// <summary>Answers webhook calls; everything is allowed unless a case says otherwise.</summary>
    public Func<WebhookCall, WebhookAnswer> Webhook { get; set; } = Allow;

    public static TestCluster WithPools()
    {
        var cluster = new TestCluster();
        cluster.Post(Definitions, PoolDefinition.Replace("SCHEMA", PoolSchema)).Is(201);
        return cluster;
    }

    public static string Pool(string name, string spec = "{}", string metadata = "") =>
        $$"""{"apiVersion": "example.dev/v1", "kind": "Pool", "metadata": {"name": "{{name}}"{{(metadata.Length > 0 ? ", " + metadata : "")}}}, "spec": {{spec}}}""";

    public Answer Get(string path) => Send("GET", path);

    public Answer Post(string path, string body) => Send("POST", path, body);

    public Answer Put(string path, string body) => Send("PUT", path, body);

    public Answer Delete(string path, string body = "") => Send("DELETE", path, body);

    public Answer Merge(string path, string patch) => Send("PATCH", path, patch, "application/merge-patch+json");

    public Answer JsonPatch(string path, string patch) => Send("PATCH", path, patch, "application/json-patch+json");

    public Answer Strategic(string path, string patch) => Send("PATCH", path, patch, "application/strategic-merge-patch+json");

    public Answer Apply(string path, string manager, string configuration, bool force = false) => Send(
        "PATCH", $"{path}?fieldManager={manager}{(force ? "&force=true" : "")}", configuration, "application/apply-patch+yaml");

    public WatchStream Watch(string path) => (WatchStream)Assert.IsType<ApiWatch>(Core.Handle(Request("GET", path, "", ""), Now)).Stream;

    public ApiResult Begin(string method, string path, string body = "", string contentType = "application/json") =>
        Core.Handle(Request(method, path, body, contentType), Now);

    public Answer Send(string method, string path, string body = "", string contentType = "application/json") =>
        Finish(Begin(method, path, body, contentType));

    public Answer Finish(ApiResult result)
    {
        while (result is ApiAdmission admission)
            result = admission.Resume([.. admission.Calls.Select(Webhook)], Now);
        var response = Assert.IsType<ApiResponse>(result);
        return new Answer(response.Code, response.Body, response.Warnings);
    }

    public static WebhookAnswer Allow(WebhookCall call) =>
        new(new JsonObject { ["uid"] = call.Review["request"]!["uid"]!.GetValue<string>(), ["allowed"] = true }, null);

    public static IEnumerable<string> Drain(WatchStream watch)
    {
        while (watch.TryNext(out var next))
            yield return $"{next!.Type} {next.Object["metadata"]?["name"]?.GetValue<string>() ?? next.Object["reason"]?.GetValue<string>()}".TrimEnd();
    }

    public ApiRequest Request(string method, string path, string body, string contentType)
    {
        var question = path.IndexOf('?');
        var query = question < 0
            ? []
            : path[(question + 1)..].Split('&').Select(part => part.Split('=', 2))
                .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part.ElementAtOrDefault(1) ?? ""));
        return new ApiRequest
        {
            Method = method,
            Path = question < 0 ? path : path[..question],
            Query = query,
            ContentType = contentType,
            UserAgent = "tester/1.0",
            Body = Encoding.UTF8.GetBytes(body),
            User = User,
        };
    }
}

internal sealed record Answer(int Code, JsonNode Body, IReadOnlyList<string> Warnings)
{
    public string Message => Text("message");

    public string Reason => Text("reason");

    public string Version => Text("metadata.resourceVersion");

    /// <summary>The value at a dotted path as JSON text, strings without quotes; empty when absent.</summary>
    public string Text(string path)
    {
        JsonNode? node = Body;
        foreach (var part in path.Split('.'))
            node = int.TryParse(part, out var index) && node is JsonArray array ? array.ElementAtOrDefault(index) : node is JsonObject json ? json[part] : null;
        return node is null ? "" : node is JsonValue value && value.TryGetValue(out string? text) ? text : node.ToJsonString();
    }

    public Answer Is(int code)
    {
        Assert.True(Code == code, $"expected {code}, got {Code}: {Body.ToJsonString()}");
        return this;
    }

    public IEnumerable<string> Names => Body["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>());
}
