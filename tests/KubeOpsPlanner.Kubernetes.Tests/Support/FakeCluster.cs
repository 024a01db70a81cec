using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Tests.Support;

/// <summary>Objects in memory with versions and conflicts, enough for what compares and sets.</summary>
internal sealed class FakeCluster : ICluster
{
    private readonly Dictionary<(string Collection, ObjectKey Key), JsonObject> _objects = [];
    private ulong _version;

    /// <summary>Runs between a caller's read and its create.</summary>
    public Func<Task>? BeforeCreate { get; set; }

    /// <summary>Runs while a replace is on its way.</summary>
    public Action? BeforeReplace { get; set; }

    public bool IsUnreachable { get; set; }

    public List<string> Writes { get; } = [];

    public JsonObject? Find(ApiResource api, ObjectKey key) => _objects.GetValueOrDefault((api.Collection, key));

    public IReadOnlyList<JsonObject> All(ApiResource api) =>
        [.. _objects.Where(pair => pair.Key.Collection == api.Collection).Select(pair => pair.Value)];

    public void Remove(ApiResource api, ObjectKey key) => _objects.Remove((api.Collection, key));

    public Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Reach(cancellationToken);
        return Task.FromResult(Find(resource.Api, key) is { } json ? resource.Read(JsonSerializer.SerializeToElement(json)) : null);
    }

    public Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Reach(cancellationToken);
        return Task.FromResult(new Listing<T>(
            [.. All(resource.Api).Select(json => resource.Read(JsonSerializer.SerializeToElement(json)))], _version));
    }

    public async Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken)
    {
        if (BeforeCreate is { } before)
        {
            await before();
        }

        Reach(cancellationToken);
        var key = KeyOf(body);
        return Find(api, key) is null
            ? Store("create", api, key, body)
            : throw new ClusterException(HttpStatusCode.Conflict, "AlreadyExists", $"{key} already exists");
    }

    public Task<JsonElement> ReplaceAsync(
        ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        BeforeReplace?.Invoke();
        var stored = Existing(api, key);
        return Version(stored) == Version(body)
            ? Task.FromResult(Store("replace", api, key, body))
            : throw new ClusterException(HttpStatusCode.Conflict, "Conflict", $"{key} has been modified");
    }

    public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var merged = (JsonObject)Existing(api, key).DeepClone();
        foreach (var (name, value) in (JsonObject)patch.Body)
        {
            merged[name] = value?.DeepClone();
        }

        return Task.FromResult(Store("patch", api, key, merged));
    }

    public Task DeleteAsync(ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        Remove(api, key);
        return Task.CompletedTask;
    }

    private void Reach(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsUnreachable)
        {
            throw new ClusterException(null, "Timeout", "no answer");
        }
    }

    private JsonElement Store(string verb, ApiResource api, ObjectKey key, JsonObject body)
    {
        var stored = (JsonObject)body.DeepClone();
        stored["metadata"]!["resourceVersion"] = (++_version).ToString();
        _objects[(api.Collection, key)] = stored;
        Writes.Add($"{verb} {api.Kind} {key}");
        return JsonSerializer.SerializeToElement(stored);
    }

    private JsonObject Existing(ApiResource api, ObjectKey key) =>
        Find(api, key) ?? throw new ClusterException(HttpStatusCode.NotFound, "NotFound", $"{key} not found");

    private static ObjectKey KeyOf(JsonObject body) =>
        new(body["metadata"]!["namespace"]?.GetValue<string>() ?? "", body["metadata"]!["name"]!.GetValue<string>());

    private static string Version(JsonObject body) => body["metadata"]!["resourceVersion"]?.GetValue<string>() ?? "";
}
