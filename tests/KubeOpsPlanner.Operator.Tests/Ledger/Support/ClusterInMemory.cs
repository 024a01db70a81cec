using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Operator.Tests.Ledger.Support;

/// <summary>
/// Objects in memory with uids, versions, conflicts and merge patches, and a script of failures. Every change is told to
/// whoever watches, as a watch would.
/// </summary>
internal sealed class ClusterInMemory : ICluster
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Collection, ObjectKey Key), JsonObject> _objects = [];
    private ulong _version = 100;
    private int _uids;

    /// <summary>Called for every write before it happens; what it throws is what the caller sees.</summary>
    public Action<string, ApiResource, JsonObject?> BeforeWrite { get; set; } = static (_, _, _) => { };

    /// <summary>Called after every write; what it throws is what the caller sees, though the write has happened.</summary>
    public Action<string, ApiResource> AfterWrite { get; set; } = static (_, _) => { };

    public Action<ApiResource> BeforeRead { get; set; } = static _ => { };

    /// <summary>Answers to creations of what is not stored, such as access reviews.</summary>
    public Func<ApiResource, JsonObject, JsonObject?> Answer { get; set; } = static (_, _) => null;

    public event Action<ApiResource, JsonElement, bool, ulong>? Changed;

    public ulong Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    public static ClusterException Refusal(HttpStatusCode? code, string reason = "Scripted") => new(code, reason, "the script says so");

    public JsonElement Put(ApiResource api, JsonObject body) => Store(api, KeyOf(body), body, isNew: !Has(api, KeyOf(body)));

    public JsonElement? Find(ApiResource api, ObjectKey key)
    {
        lock (_lock)
            return _objects.TryGetValue((api.Collection, key), out var json) ? Element(json) : null;
    }

    public void Remove(ApiResource api, ObjectKey key)
    {
        lock (_lock)
        {
            if (_objects.Remove((api.Collection, key), out var gone))
                Changed?.Invoke(api, Element(gone), true, ++_version);
        }
    }

    public Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        BeforeRead(resource.Api);
        return Task.FromResult(Find(resource.Api, key) is { } json ? resource.Read(json) : null);
    }

    public Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        BeforeRead(resource.Api);
        lock (_lock)
        {
            var items = _objects
                .Where(pair => pair.Key.Collection == resource.Api.Collection)
                .Where(pair => scope?.Namespace is null || pair.Key.Key.Namespace == scope.Namespace)
                .Select(pair => resource.Read(Element(pair.Value)));
            return Task.FromResult(new Listing<T>([.. items], _version));
        }
    }

    public Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken)
    {
        BeforeWrite("create", api, body);
        if (Answer(api, body) is { } answer)
            return Task.FromResult(Element(answer));

        if (body["metadata"] is null)
            throw Refusal(HttpStatusCode.NotFound, "NotFound");

        lock (_lock)
        {
            if (Has(api, KeyOf(body)))
                throw Refusal(HttpStatusCode.Conflict, "AlreadyExists");

            var stored = Store(api, KeyOf(body), body, isNew: true);
            AfterWrite("create", api);
            return Task.FromResult(stored);
        }
    }

    public Task<JsonElement> ReplaceAsync(
        ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken)
    {
        BeforeWrite("replace", api, body);
        lock (_lock)
        {
            var stored = Existing(api, key);
            if (body["metadata"]!["resourceVersion"]?.GetValue<string>() is { } expected && expected != VersionOf(stored))
                throw Refusal(HttpStatusCode.Conflict, "Conflict");

            var written = Store(api, key, body, isNew: false);
            AfterWrite("replace", api);
            return Task.FromResult(written);
        }
    }

    public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
    {
        BeforeWrite("patch", api, patch.Body as JsonObject);
        lock (_lock)
        {
            var stored = Existing(api, key);
            var metadata = (JsonObject)patch.Body["metadata"]!;
            if ((metadata["resourceVersion"]?.GetValue<string>() is { } version && version != VersionOf(stored))
                || (metadata["uid"]?.GetValue<string>() is { } uid && uid != stored["metadata"]!["uid"]!.GetValue<string>()))
            {
                throw Refusal(HttpStatusCode.Conflict, "Conflict");
            }

            var merged = (JsonObject)stored.DeepClone();
            Merge(merged, (JsonObject)patch.Body);
            return Task.FromResult(Store(api, key, merged, isNew: false));
        }
    }

    public Task DeleteAsync(ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
    {
        Remove(api, key);
        return Task.CompletedTask;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject part && target[name] is JsonObject inner)
                Merge(inner, part);
            else
                target[name] = value.DeepClone();
        }
    }

    private JsonElement Store(ApiResource api, ObjectKey key, JsonObject body, bool isNew)
    {
        lock (_lock)
        {
            var stored = (JsonObject)body.DeepClone();
            var metadata = (JsonObject)stored["metadata"]!;
            metadata["resourceVersion"] = (++_version).ToString();
            metadata["uid"] = isNew
                ? metadata["uid"]?.GetValue<string>() ?? $"uid-{++_uids}"
                : _objects[(api.Collection, key)]["metadata"]!["uid"]!.GetValue<string>();
            metadata["generation"] ??= isNew ? 1 : GenerationAfter(_objects[(api.Collection, key)], stored["spec"]);
            _objects[(api.Collection, key)] = stored;
            var element = Element(stored);
            Changed?.Invoke(api, element, false, _version);
            return element;
        }
    }

    private static long GenerationAfter(JsonObject before, JsonNode? spec) =>
        (before["metadata"]!["generation"]?.GetValue<long>() ?? 1) + (JsonNode.DeepEquals(before["spec"], spec) ? 0 : 1);

    private bool Has(ApiResource api, ObjectKey key)
    {
        lock (_lock)
            return _objects.ContainsKey((api.Collection, key));
    }

    private JsonObject Existing(ApiResource api, ObjectKey key) =>
        _objects.GetValueOrDefault((api.Collection, key)) ?? throw Refusal(HttpStatusCode.NotFound, "NotFound");

    private static ObjectKey KeyOf(JsonObject body) =>
        new(body["metadata"]!["namespace"]?.GetValue<string>() ?? "", body["metadata"]!["name"]!.GetValue<string>());

    private static string VersionOf(JsonObject stored) => stored["metadata"]!["resourceVersion"]!.GetValue<string>();

    private static JsonElement Element(JsonObject json) => JsonSerializer.SerializeToElement(json);
}
