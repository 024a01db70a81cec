using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using KubeOps.Operator.Serialization;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using IWatchedObject = KubeOpsPlanner.Entities.Meta.IKubernetesObject;
using KubernetesJson = KubeOpsPlanner.Entities.Meta.KubernetesJson;

namespace KubeOpsPlanner.Hosting.KubeOps.Client;

/// <summary>
/// The API server through KubernetesClient's custom objects: KubeOps' own helpers overwrite concurrent writers, and have
/// neither server-side apply nor the status and scale of an object.
/// </summary>
internal sealed class KubeOpsCluster(IKubernetesClient client, ICollectionClient collections) : ICluster
{
    private readonly PagedList _lists = new(collections);

    private ICustomObjectsOperations Objects => client.ApiClient.CustomObjects;

    public async Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IWatchedObject
    {
        var api = resource.Api;
        try
        {
            var json = await CallAsync($"reading {api.Kind} \"{key}\"", cancellationToken, api.IsNamespaced
                ? () => Objects.GetNamespacedCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                    name: key.Name, cancellationToken: cancellationToken)
                : () => Objects.GetClusterCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, plural: api.Plural, name: key.Name, cancellationToken: cancellationToken));
            return Read(resource, json);
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    public async Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
        where T : class, IWatchedObject
    {
        var (items, version) = await _lists.ReadAsync(resource.Api, scope, item => Read(resource, item), cancellationToken);
        return new Listing<T>(items, version);
    }

    public Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken)
    {
        var @namespace = body["metadata"]?["namespace"]?.GetValue<string>();
        return CallAsync($"creating {api.Kind}", cancellationToken, api.IsNamespaced
            ? () => Objects.CreateNamespacedCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: @namespace, plural: api.Plural,
                cancellationToken: cancellationToken)
            : () => Objects.CreateClusterCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, plural: api.Plural, cancellationToken: cancellationToken));
    }

    public Task<JsonElement> ReplaceAsync(
        ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken) =>
        CallAsync($"replacing {api.Kind} \"{key}\"", cancellationToken, (subresource, api.IsNamespaced) switch
        {
            (null, true) => () => Objects.ReplaceNamespacedCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, cancellationToken: cancellationToken),
            (null, false) => () => Objects.ReplaceClusterCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, plural: api.Plural, name: key.Name,
                cancellationToken: cancellationToken),
            ("status", true) => () => Objects.ReplaceNamespacedCustomObjectStatusAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, cancellationToken: cancellationToken),
            ("status", false) => () => Objects.ReplaceClusterCustomObjectStatusAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, plural: api.Plural, name: key.Name,
                cancellationToken: cancellationToken),
            ("scale", true) => () => Objects.ReplaceNamespacedCustomObjectScaleAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, cancellationToken: cancellationToken),
            _ => throw NoSuchSubresource(api, subresource),
        });

    public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
    {
        if (patch.Kind == PatchKind.Apply && string.IsNullOrEmpty(patch.FieldManager))
        {
            throw new ArgumentException($"Applying {api.Kind} \"{key}\" needs a field manager.", nameof(patch));
        }

        var body = new V1Patch(patch.Body.ToJsonString(KubernetesJson.Options), PatchType(patch.Kind));
        var dryRun = patch.DryRun ? "All" : null;
        bool? force = patch is { Kind: PatchKind.Apply, Force: true } ? true : null;
        return CallAsync($"patching {api.Kind} \"{key}\"", cancellationToken, (patch.Subresource, api.IsNamespaced) switch
        {
            (null, true) => () => Objects.PatchNamespacedCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, dryRun: dryRun, fieldManager: patch.FieldManager, force: force, cancellationToken: cancellationToken),
            (null, false) => () => Objects.PatchClusterCustomObjectAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, plural: api.Plural, name: key.Name,
                dryRun: dryRun, fieldManager: patch.FieldManager, force: force, cancellationToken: cancellationToken),
            ("status", true) => () => Objects.PatchNamespacedCustomObjectStatusAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, dryRun: dryRun, fieldManager: patch.FieldManager, force: force, cancellationToken: cancellationToken),
            ("status", false) => () => Objects.PatchClusterCustomObjectStatusAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, plural: api.Plural, name: key.Name,
                dryRun: dryRun, fieldManager: patch.FieldManager, force: force, cancellationToken: cancellationToken),
            ("scale", true) => () => Objects.PatchNamespacedCustomObjectScaleAsync<JsonElement>(
                body: body, group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                name: key.Name, dryRun: dryRun, fieldManager: patch.FieldManager, force: force, cancellationToken: cancellationToken),
            _ => throw NoSuchSubresource(api, patch.Subresource),
        });
    }

    public async Task DeleteAsync(
        ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
    {
        var body = KubernetesJsonSerializer.Deserialize<V1DeleteOptions>((options ?? new DeleteOptions()).ToJson().ToJsonString());
        try
        {
            await CallAsync($"deleting {api.Kind} \"{key}\"", cancellationToken, api.IsNamespaced
                ? () => Objects.DeleteNamespacedCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, namespaceParameter: key.Namespace, plural: api.Plural,
                    name: key.Name, body: body, cancellationToken: cancellationToken)
                : () => Objects.DeleteClusterCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, plural: api.Plural, name: key.Name, body: body,
                    cancellationToken: cancellationToken));
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            // Gone is what was asked for.
        }
    }

    private static async Task<JsonElement> CallAsync(string call, CancellationToken cancellationToken, Func<Task<JsonElement>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception error) when (ApiErrors.Explain(call, error, cancellationToken) is { } explained)
        {
            throw explained;
        }
    }

    private static T Read<T>(Resource<T> resource, JsonElement json) where T : class, IWatchedObject
    {
        try
        {
            return resource.Read(json);
        }
        catch (Exception error)
        {
            // How an object is read belongs to its kind; whatever goes wrong there is about this object.
            throw new ClusterException(
                HttpStatusCode.UnprocessableEntity, "Unreadable",
                $"{resource.Api.Kind} \"{ReadableName.Of(json)}\" cannot be read: {error.Message}", inner: error);
        }
    }

    private static V1Patch.PatchType PatchType(PatchKind kind) => kind switch
    {
        PatchKind.Json => V1Patch.PatchType.JsonPatch,
        PatchKind.Merge => V1Patch.PatchType.MergePatch,
        PatchKind.StrategicMerge => V1Patch.PatchType.StrategicMergePatch,
        PatchKind.Apply => V1Patch.PatchType.ApplyPatch,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of patch."),
    };

    private static ArgumentException NoSuchSubresource(ApiResource api, string? subresource) =>
        new($"KubernetesClient reaches the status and the scale of {api.Kind}, not \"{subresource}\".", nameof(subresource));
}
