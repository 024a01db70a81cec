using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Clusters;

/// <summary>
/// Live access to the API server. Failures are <see cref="ClusterException"/>; reads answer null for 404.
/// Writes return the object as the server stored it.
/// </summary>
public interface ICluster
{
    Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <param name="scope">A namespace and a label selector, either may be absent; null lists everything.</param>
    Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken);

    /// <summary>PUT. A resourceVersion in the body is a precondition: 409 when the object has moved on.</summary>
    Task<JsonElement> ReplaceAsync(
        ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken);

    Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken);

    /// <summary>Deleting what is already gone succeeds.</summary>
    Task DeleteAsync(ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken);
}

public sealed record ListScope(string? Namespace = null, string? LabelSelector = null);

/// <param name="ResourceVersion">The state of the cluster that the list shows, all pages.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, ulong ResourceVersion);

public enum PatchKind
{
    Json,
    Merge,
    StrategicMerge,

    /// <summary>Server-side apply; needs a field manager.</summary>
    Apply,
}

/// <param name="Force">With <see cref="PatchKind.Apply"/>: take over fields that another manager holds.</param>
public sealed record ClusterPatch(
    PatchKind Kind, JsonNode Body, string? Subresource = null, string? FieldManager = null, bool Force = false, bool DryRun = false);
