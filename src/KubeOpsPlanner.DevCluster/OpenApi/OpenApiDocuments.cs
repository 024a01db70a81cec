using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Discovery;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>OpenAPI v3 per group and version with its index, and v2 of everything; remade when a kind comes or goes.</summary>
public sealed class OpenApiDocuments(ResourceRegistry registry)
{
    private volatile Generation? _current;

    /// <summary>Where the document of each group and version lies.</summary>
    public JsonObject Index()
    {
        var generation = Current();
        return new JsonObject
        {
            ["paths"] = new JsonObject(generation.V3.Select(document => KeyValuePair.Create(
                document.Key,
                (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{document.Key}?hash={HashOf(document.Value)}" }))),
        };
    }

    /// <param name="place">E.g. <c>api/v1</c> or <c>apis/apps/v1</c>; null is answered when it is not served.</param>
    public JsonObject? GroupVersion(string place) => Current().V3.GetValueOrDefault(place);

    public JsonObject V2() => Current().V2.Value;

    /// <summary>The same as the message that older clients ask for.</summary>
    public byte[] V2Protobuf() => Current().V2Protobuf.Value;

    // Two requests may build the same generation at once; either result is right.
    private Generation Current()
    {
        var revision = registry.Revision;
        if (_current is { } current && current.Revision == revision)
            return current;
        var types = registry.All;
        var v3 = types.GroupBy(PlaceOf).ToDictionary(group => group.Key, group => BuildV3([.. group]));
        var v2 = new Lazy<JsonObject>(() => OpenApiV2.Build(types));
        return _current = new Generation(revision, v3, v2, new Lazy<byte[]>(() => OpenApiProtobuf.Write(v2.Value)));
    }

    private static string PlaceOf(ResourceType type) =>
        type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.Group}/{type.Version}";

    private static JsonObject BuildV3(IReadOnlyList<ResourceType> types) => new()
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.GitVersion },
        ["paths"] = new JsonObject(types.SelectMany(OpenApiPaths.Of)
            .Select(entry => KeyValuePair.Create(entry.Path, (JsonNode?)entry.Item))),
        ["components"] = new JsonObject { ["schemas"] = ComponentSchemas.Of(types) },
    };

    private static string HashOf(JsonObject document) =>
        Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString())));

    private sealed record Generation(
        long Revision, Dictionary<string, JsonObject> V3, Lazy<JsonObject> V2, Lazy<byte[]> V2Protobuf);
}
