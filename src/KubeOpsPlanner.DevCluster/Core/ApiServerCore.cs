using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Admission;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// A Kubernetes API server in memory: one request in, one answer out, with the clock passed in. The same seed and the
/// same requests give the same cluster, byte for byte. Safe to call from any thread.
/// </summary>
public sealed class ApiServerCore
{
    private readonly ServerState _server;
    private readonly ReadRequests _reads;

    /// <param name="registry">Built-in kinds; custom ones are added as their definitions are stored.</param>
    /// <param name="startedAt">Creation time of the initial namespaces.</param>
    public ApiServerCore(ResourceRegistry registry, ApiServerOptions options, DateTimeOffset startedAt)
    {
        _server = new ServerState(registry, options);
        _reads = new ReadRequests(_server);
        if (registry.Find("", "v1", "namespaces") is null)
            throw new ArgumentException("The registry must serve v1 namespaces: every namespaced object lives in one.", nameof(registry));
        foreach (var name in options.InitialNamespaces)
            Seed(new InitialObject("/api/v1/namespaces", "Namespace", name), startedAt);
    }

    /// <summary>Every change as it becomes durable, in resourceVersion order. Called under the server's lock: must not block.</summary>
    public event Action<CommittedChange>? Committed
    {
        add => _server.Store.Committed += value;
        remove => _server.Store.Committed -= value;
    }

    /// <summary>
    /// Every creation and update after mutation, before it is validated. A handler refuses by throwing
    /// <see cref="StatusException"/>. Called under the server's lock: must not block.
    /// </summary>
    public event Action<PendingWrite>? Writing
    {
        add => _server.Writing += value;
        remove => _server.Writing -= value;
    }

    public ResourceRegistry Registry => _server.Registry;

    public long ResourceVersion
    {
        get
        {
            lock (_server.Gate)
                return _server.Store.ResourceVersion;
        }
    }

    /// <summary>Another server with the same built-in kinds and options, and nothing of what this one stores.</summary>
    /// <param name="seed">Of its uids.</param>
    public ApiServerCore Emptied(int seed, DateTimeOffset startedAt) => new(
        new ResourceRegistry(Registry.All.Where(type => type.IsBuiltIn)), _server.Options with { Seed = seed }, startedAt);

    /// <summary>
    /// Stores what a cluster is born with, complete as it is: nobody is asked and nothing is judged. An object of the same
    /// name that is there already stays.
    /// </summary>
    /// <exception cref="ArgumentException">The server has no such collection.</exception>
    public void Seed(InitialObject initial, DateTimeOffset now)
    {
        if (RequestTarget.Parse(initial.Collection) is not { } target
            || _server.Registry.Find(target.Group, target.Version, target.Plural) is not { } type)
            throw new ArgumentException($"Nothing is served at {initial.Collection}; name the path of a collection.", nameof(initial));
        var key = new CollectionKey(type.Group, type.Plural);
        lock (_server.Gate)
        {
            if (_server.Store.Find(key, target.Namespace, initial.Name) is not null)
                return;
            var draft = (JsonObject)initial.Body.DeepClone();
            var metadata = draft.Child("metadata");
            if (type.IsNamespaced)
                metadata["namespace"] = target.Namespace;
            metadata["uid"] = _server.Identities.NewUid();
            metadata["creationTimestamp"] = Json.Timestamp(now);
            BuiltInRules.PrepareForCreate(type, draft);
            _server.Lifecycle.Put(key, null, draft, now);
        }
    }

    public ApiResult Handle(ApiRequest request, DateTimeOffset now)
    {
        try
        {
            lock (_server.Gate)
                return Route(request, now);
        }
        catch (StatusException refusal)
        {
            return refusal.ToResponse();
        }
    }

    /// <summary>Lets time pass: bookmarks and the ends of watches, and what the garbage collector does on its own.</summary>
    public void Tick(DateTimeOffset now)
    {
        lock (_server.Gate)
        {
            _server.Lifecycle.CollectOrphans(now);
            foreach (var collection in _server.Store.Collections.ToList())
            {
                foreach (var watcher in collection.Watchers.ToList())
                    watcher.Tick(now);
            }
        }
    }

    /// <summary>
    /// Drops older versions of everything, as etcd does when it is compacted: lists of them and their next pages are then
    /// answered with 410. Watches go on: a server remembers recent changes for them by itself.
    /// </summary>
    public void CompactHistory()
    {
        lock (_server.Gate)
        {
            foreach (var collection in _server.Store.Collections)
                collection.Compact(_server.Store.ResourceVersion);
        }
    }

    private ApiResult Route(ApiRequest request, DateTimeOffset now)
    {
        if (RequestTarget.Parse(request.Path) is not { } target
            || _server.Registry.Find(target.Group, target.Version, target.Plural) is not { } type)
            throw StatusErrors.NoSuchResource();
        if (!type.IsNamespaced && target.Namespace.Length > 0)
            throw StatusErrors.NoSuchResource();
        if (type.IsNamespaced && target.Namespace.Length == 0 && target.Name.Length > 0)
            throw StatusErrors.NoSuchResource();
        var resource = target.Subresource.Length == 0 ? type.Plural : $"{type.Plural}/{target.Subresource}";
        if (_server.Options.SyntheticResources.TryGetValue((type.Group, resource), out var synthetic))
            return synthetic(Call(request, target, type, now));
        if (target.IsWatch && request.Method != "GET")
            throw StatusErrors.MethodNotAllowed();
        if (type is { IsBuiltIn: true, Group: "", Plural: "pods" } && target.Subresource == "eviction")
            return new Eviction(_server, request, target, type).Start(now);
        if (PodBinding.Knows(type, target.Subresource))
            return new PodBinding(_server).Create(request, target, type, now);
        if (target.Subresource.Length > 0 && !HasSubresource(type, target.Subresource))
            throw type.IsBuiltIn ? StatusErrors.NoSuchResource() : StatusErrors.NotFound(type, target.Name);
        if (type.DeprecationWarning is not { } warning)
            return Act(request, target, type, now);
        try
        {
            return Warn(Act(request, target, type, now), warning);
        }
        catch (StatusException refusal)
        {
            return Warn(refusal.ToResponse(), warning);
        }
    }

    private ApiResult Act(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now) => request.Method switch
    {
        "GET" => Read(request, target, type, now),
        "POST" or "PUT" or "PATCH" => Write(request, target, type, now),
        "DELETE" => Delete(request, target, type, now),
        _ => throw StatusErrors.MethodNotAllowed(),
    };

    private static ApiResult Warn(ApiResult result, string warning) => result switch
    {
        ApiResponse response => response with { Warnings = [warning, .. response.Warnings] },
        ApiAdmission admission => admission with { Resume = (answers, later) => Warn(admission.Resume(answers, later), warning) },
        _ => result,
    };

    private ApiResult Read(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        if (target.IsWatch || (RequestOptions.Flag(request.Query, "watch") && target.Name.Length == 0))
        {
            Require(type, "watch");
            return _reads.Watch(request, target, type, now);
        }

        if (target.Subresource == "finalize")
            throw StatusErrors.MethodNotAllowed();
        Require(type, target.Name.Length > 0 ? "get" : "list");
        return target.Name.Length > 0 ? _reads.Get(request, target, type) : _reads.List(request, target, type);
    }

    private ApiResult Write(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        var verb = request.Method switch { "POST" => "create", "PUT" => "update", _ => "patch" };
        Require(type, verb);
        var addressesCollection = target.Name.Length == 0;
        var isPost = request.Method == "POST";
        if (target.Subresource == "finalize" && verb == "patch")
            throw StatusErrors.MethodNotAllowed();
        if (isPost && target.Subresource.Length > 0 && !type.IsBuiltIn)
            throw StatusErrors.MethodNotAllowed(type, "create");
        if (addressesCollection != isPost || (isPost && type.IsNamespaced && target.Namespace.Length == 0))
            throw StatusErrors.MethodNotAllowed();
        var optionsKind = verb switch { "create" => "CreateOptions", "update" => "UpdateOptions", _ => "PatchOptions" };
        var write = new WriteRequest(request, target, type, RequestOptions.Parse(request.Query, optionsKind, request.ContentType == ObjectChange.ApplyPatchType));
        // A patch is read only against what it is for.
        if (verb == "patch" && request.ContentType != ObjectChange.ApplyPatchType
            && _server.Store.Find(write.Collection, target.Namespace, target.Name) is null)
            throw StatusErrors.NotFound(type, target.Name);
        var kind = target.Subresource == "scale" ? ScaleObject.Kind : type.Kind;
        var change = ChangeReader.Read(write, kind, _server.Options);
        return new AdmissionRun(_server, new ObjectWrite(_server, write, change)).Start(now);
    }

    private ApiResult Delete(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        if (target.Subresource.Length > 0)
            throw type.IsBuiltIn ? StatusErrors.MethodNotAllowed() : StatusErrors.MethodNotAllowed(type, "delete");
        Require(type, target.Name.Length > 0 ? "delete" : "deletecollection");
        if (type.IsNamespaced && target.Namespace.Length == 0)
            throw StatusErrors.MethodNotAllowed();
        var deletion = DeleteRequest.Read(request, _server.Options.MaxBodyBytes);
        var options = RequestOptions.Parse(
            deletion.IsDryRun ? new Dictionary<string, string> { ["dryRun"] = "All" } : new Dictionary<string, string>(), "DeleteOptions");
        return target.Name.Length > 0
            ? new AdmissionRun(_server, new DeleteWrite(_server, new WriteRequest(request, target, type, options), deletion)).Start(now)
            : new CollectionDeletion(_server, new WriteRequest(request, target, type, options), deletion).Start(now);
    }

    private SyntheticCall Call(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        var body = request.Body.IsEmpty ? null : RequestBody.ReadObject(request, type.Kind, _server.Options.MaxBodyBytes, out _);
        JsonElement? parent = null;
        if (target.Subresource.Length > 0)
        {
            parent = _server.Store.Find(type.Collection, target.Namespace, target.Name)?.As(type)
                ?? throw StatusErrors.NotFound(type, target.Name);
        }

        return new SyntheticCall(request, type, target.Namespace, target.Name, target.Subresource, body, parent, now);
    }

    private static bool HasSubresource(ResourceType type, string subresource) => subresource switch
    {
        "status" => type.HasStatus,
        "scale" => type.Scale is not null,
        "finalize" => type is { IsBuiltIn: true, Group: "", Plural: "namespaces" },
        _ => false,
    };

    private static void Require(ResourceType type, string verb)
    {
        if (!type.Verbs.Contains(verb))
            throw StatusErrors.MethodNotAllowed();
    }
}
