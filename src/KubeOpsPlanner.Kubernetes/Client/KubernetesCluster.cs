using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>The API server over HTTPS. Safe for concurrent use; keep one per program.</summary>
public sealed class KubernetesCluster : ICluster, IDisposable
{
    private readonly PagedList _lists;

    internal KubernetesCluster(ApiClient client)
    {
        Client = client;
        _lists = new PagedList(client);
    }

    internal ApiClient Client { get; }

    /// <param name="userAgent">Product and version, e.g. <c>kubeops-planner/0.1.0</c>; the server derives the field manager from it.</param>
    /// <param name="onWarning">Called with each warning that comes with an answer.</param>
    public static KubernetesCluster Connect(ClusterConnection connection, string? userAgent = null, Action<string>? onWarning = null)
    {
        var handler = ConnectionHandlers.Create(connection, TimeProvider.System);
        if (onWarning is not null)
        {
            handler = new WarningHandler(onWarning) { InnerHandler = handler };
        }

        return new KubernetesCluster(
            new ApiClient(handler, connection.Server, userAgent ?? ProductUserAgent.Text, TimeProvider.System, Random.Shared.NextDouble));
    }

    public async Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            var json = await Client.SendAsync(ApiCall.Get(ResourcePaths.Object(resource.Api, key)), cancellationToken);
            return Read(resource, json);
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    public async Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var (items, version) = await _lists.ReadAsync(resource.Api, scope, item => Read(resource, item), cancellationToken);
        return new Listing<T>(items, version);
    }

    public Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken)
    {
        var path = ResourcePaths.Collection(api, body["metadata"]?["namespace"]?.GetValue<string>());
        return Client.SendAsync(ApiCall.Write(HttpMethod.Post, path, Bytes(body)), cancellationToken);
    }

    public Task<JsonElement> ReplaceAsync(
        ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken)
    {
        var path = ResourcePaths.Object(api, key, subresource);
        return Client.SendAsync(ApiCall.Write(HttpMethod.Put, path, Bytes(body)), cancellationToken);
    }

    public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
    {
        if (patch.Kind == PatchKind.Apply && string.IsNullOrEmpty(patch.FieldManager))
        {
            throw new ArgumentException($"Applying {api.Kind} \"{key}\" needs a field manager.", nameof(patch));
        }

        var query = QueryText.Of(
            ("fieldManager", patch.FieldManager),
            ("force", patch is { Kind: PatchKind.Apply, Force: true } ? "true" : null),
            ("dryRun", patch.DryRun ? "All" : null));
        var path = ResourcePaths.Object(api, key, patch.Subresource) + query;
        return Client.SendAsync(
            ApiCall.Write(HttpMethod.Patch, path, Bytes(patch.Body), ContentType(patch.Kind)), cancellationToken);
    }

    public async Task DeleteAsync(
        ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            await Client.SendAsync(
                ApiCall.Write(HttpMethod.Delete, ResourcePaths.Object(api, key), Bytes((options ?? new DeleteOptions()).ToJson())), cancellationToken);
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            // Gone is what was asked for.
        }
    }

    /// <summary>For paths that are no resources.</summary>
    /// <param name="path">With its query.</param>
    public Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiCall.Write(method, path.TrimStart('/'), body is null ? null : Bytes(body)), cancellationToken);

    public void Dispose() => Client.Dispose();

    private static T Read<T>(Resource<T> resource, JsonElement json) where T : class, IKubernetesObject
    {
        try
        {
            return resource.Read(json);
        }
        catch (Exception error)
        {
            // How an object is read belongs to its kind; whatever goes wrong there is about this object.
            var name = ReadableName.Of(json);
            throw new ClusterException(
                HttpStatusCode.UnprocessableEntity, "Unreadable", $"{resource.Api.Kind} \"{name}\" cannot be read: {error.Message}", inner: error);
        }
    }

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString(KubernetesJson.Options));

    private static string ContentType(PatchKind kind) => kind switch
    {
        PatchKind.Json => "application/json-patch+json",
        PatchKind.Merge => "application/merge-patch+json",
        PatchKind.StrategicMerge => "application/strategic-merge-patch+json",
        // Apply is defined for YAML, of which JSON is a part.
        PatchKind.Apply => "application/apply-patch+yaml",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of patch."),
    };
}
