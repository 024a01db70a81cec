using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Discovery;
using KubeOpsPlanner.DevCluster.OpenApi;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Everything that describes the server itself rather than an object in it.</summary>
/// <param name="serverAddress">Host and port under which clients reach the server.</param>
internal sealed class Documents(ResourceRegistry registry, Func<string> serverAddress)
{
    private readonly OpenApiDocuments _openApi = new(registry);

    /// <summary>Null when the path is no such document.</summary>
    /// <returns>The document and, where it is not plain JSON, its media type.</returns>
    public (ApiResponse Response, string? ContentType)? Find(string path, Representation representation)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (representation.As == "APIGroupDiscoveryList" && parts is (["api"] or ["apis"]))
            return Aggregated(representation.Version, isCore: parts[0] == "api");
        return parts switch
        {
            [] => Ok(Index()),
            ["version"] => Ok(ServerVersion.Document()),
            ["api"] => Ok(DiscoveryDocuments.CoreVersions(registry, serverAddress())),
            ["apis"] => Ok(DiscoveryDocuments.Groups(registry)),
            ["apis", var group] => OrNotFound(DiscoveryDocuments.Group(registry, group)),
            ["api", var version] => OrNotFound(DiscoveryDocuments.Resources(registry, "", version)),
            ["apis", var group, var version] => OrNotFound(DiscoveryDocuments.Resources(registry, group, version)),
            ["openapi", "v2"] => Ok(_openApi.V2()),
            ["openapi", "v3"] => Ok(_openApi.Index()),
            ["openapi", "v3", .. var place] => OrNotFound(_openApi.GroupVersion(string.Join('/', place))),
            _ => null,
        };
    }

    /// <summary>A document that the client wants in a form other than JSON or YAML; null when it is no such request.</summary>
    public (byte[] Bytes, string ContentType)? FindEncoded(string path, string accept) =>
        path.TrimEnd('/') == "/openapi/v2" && OpenApiProtobuf.IsWanted(accept)
            ? (_openApi.V2Protobuf(), OpenApiProtobuf.MediaType)
            : null;

    /// <summary>Nobody serves this group: the aggregator of the real server answers in plain text then.</summary>
    public bool IsUnknownGroup(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["apis", var group, ..]
        && DiscoveryDocuments.GroupsOf(registry).All(known => known.Name != group);

    /// <summary>The answer under paths of nothing: where there is something.</summary>
    public ApiResponse Nowhere() => new(404, Index(), []);

    private (ApiResponse, string?)? Aggregated(string version, bool isCore) => (
        new ApiResponse(200, AggregatedDiscovery.Write(registry, version, isCore), []),
        $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");

    private JsonObject Index()
    {
        var groups = DiscoveryDocuments.GroupsOf(registry).SelectMany(group => group.Versions.Select(version =>
            group.Name.Length == 0 ? $"/api/{version}" : $"/apis/{group.Name}/{version}"));
        string[] fixedPaths = ["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];
        return new JsonObject
        {
            ["paths"] = UserDocument.Strings(groups.Concat(fixedPaths).Order(StringComparer.Ordinal)),
        };
    }

    private static (ApiResponse, string?) Ok(JsonObject document) => (new ApiResponse(200, document, []), null);

    private static (ApiResponse, string?) OrNotFound(JsonObject? document) =>
        document is null ? (StatusErrors.NoSuchResource().ToResponse(), null) : Ok(document);
}
