using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// Every commit goes through here, because commits have consequences: dependents of a deleted owner go, namespaces and
/// definitions empty themselves, served kinds change. A real cluster's controllers do this a moment later; here it is
/// settled before the request is answered, so that campaigns replay. These deletions ask no webhooks.
/// </summary>
internal sealed class ObjectLifecycle(ServerState server)
{
    private const string ForegroundFinalizer = "foregroundDeletion";
    private const string OrphanFinalizer = "orphan";
    private const string DefinitionFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private readonly OwnerIndex _owners = new();
    private readonly Queue<Action<DateTimeOffset>> _consequences = [];
    private bool _isSettling;

    public StoredObject Put(CollectionKey key, StoredObject? old, JsonObject draft, DateTimeOffset now)
    {
        var stored = server.Store.Put(key, old, draft);
        _owners.Record(new ObjectAddress(key, stored.Namespace, stored.Name), old, stored);
        if (key == ServerState.Definitions)
            RefreshServedKinds();
        if (key == ServerState.Namespaces && old is null)
            _consequences.Enqueue(then => CreateDefaultServiceAccount(stored.Name, then));
        if (key == ServerState.ClusterRoles)
            _consequences.Enqueue(AggregateRoles);
        Settle(now);
        return stored;
    }

    /// <summary>Marks an object for deletion, and removes it when nothing holds it back.</summary>
    /// <param name="propagation">Background, Foreground or Orphan.</param>
    /// <param name="graceSeconds">Null leaves it to the object.</param>
    /// <returns>The object while something holds it (<c>IsGone</c> false), else its last state.</returns>
    public (StoredObject Last, bool IsGone) Delete(
        CollectionKey key, StoredObject stored, string propagation, DateTimeOffset now, long? graceSeconds = null)
    {
        var step = Step(key, stored, propagation, graceSeconds, now);
        if (step.Marked is { } draft)
        {
            // The end comes first: what follows from the mark finds the object gone.
            if (step.IsEnd)
                return (Release(key, stored, draft, now), true);
            var marked = Put(key, stored, draft, now);
            _consequences.Enqueue(then => Pursue(key, marked, then));
            Settle(now);
            var current = server.Store.Find(key, stored.Namespace, stored.Name);
            return current?.Uid == stored.Uid ? (current, false) : (marked, true);
        }

        return step.IsEnd ? (Remove(key, stored, now), true) : (stored, false);
    }

    /// <summary>What <see cref="Delete"/> would do.</summary>
    public (StoredObject Last, bool IsGone) Rehearse(
        CollectionKey key, StoredObject stored, string propagation, DateTimeOffset now, long? graceSeconds)
    {
        var step = Step(key, stored, propagation, graceSeconds, now);
        return (step.Marked is { } draft ? new StoredObject(Json.Freeze(draft), stored.ResourceVersion) : stored, step.IsEnd);
    }

    /// <summary>Removes a terminating object whose last finalizer was taken away by an update.</summary>
    public StoredObject Release(CollectionKey key, StoredObject stored, JsonObject draft, DateTimeOffset now)
    {
        var last = server.Store.Put(key, stored, draft);
        return Remove(key, last, now);
    }

    public static bool IsReleased(CollectionKey key, JsonObject draft) =>
        draft.Text("metadata", "deletionTimestamp").Length > 0
        && draft.Integer("metadata", "deletionGracePeriodSeconds") is null or 0
        && draft.At("metadata", "finalizers") is not JsonArray { Count: > 0 }
        && !IsHeldByNamespace(key, draft);

    /// <summary>Objects that were made for an owner which was already gone, or waits for its dependents to go.</summary>
    public void CollectOrphans(DateTimeOffset now)
    {
        foreach (var address in _owners.TakeNewcomers())
        {
            if (Find(address) is not { } stored)
                continue;
            if (OwnerIndex.OwnersOf(stored).All(WaitsForDependents))
                Delete(address.Collection, stored, "Foreground", now);
            else
                CollectIfOwnersAreGone(address, stored, now);
        }
    }

    /// <summary>Compiles the served kinds anew after a definition came, changed or went.</summary>
    public void RefreshServedKinds()
    {
        var builtIns = server.Registry.All.Where(type => type.IsBuiltIn);
        var customs = server.Store.Collection(ServerState.Definitions).Current.List("")
            .SelectMany(definition => CustomKinds.From(definition.Json)).ToList();
        // Nothing can be told of the time before a kind was served.
        foreach (var key in customs.Select(type => type.Collection).Except(server.Registry.All.Select(type => type.Collection)))
            server.Store.Collection(key).Begin(server.Store.ResourceVersion);
        server.Registry.Replace([.. builtIns, .. customs]);
    }

    private static bool IsHeldByNamespace(CollectionKey key, JsonObject draft) =>
        key == ServerState.Namespaces && draft.At("spec", "finalizers") is JsonArray { Count: > 0 };

    private void AddFinalizers(CollectionKey key, StoredObject stored, string propagation, List<string> finalizers)
    {
        var hasDependents = _owners.HasDependents(stored.Uid);
        if (hasDependents && propagation == "Foreground" && !finalizers.Contains(ForegroundFinalizer))
            finalizers.Add(ForegroundFinalizer);
        if (hasDependents && propagation == "Orphan" && !finalizers.Contains(OrphanFinalizer))
            finalizers.Add(OrphanFinalizer);
        if (key == ServerState.Definitions && InstancesOf(stored).Any() && !finalizers.Contains(DefinitionFinalizer))
            finalizers.Add(DefinitionFinalizer);
    }

    private DeletionStep Step(CollectionKey key, StoredObject stored, string propagation, long? graceSeconds, DateTimeOffset now)
    {
        var finalizers = Json.ThawNode(stored.Json.At("metadata", "finalizers")).Texts().ToList();
        if (stored.GraceSeconds is null or 0)
            AddFinalizers(key, stored, propagation, finalizers);
        var isHeld = finalizers.Count > 0 || IsHeldByNamespace(key, Json.Thaw(stored.Json));
        var step = DeletionStep.Decide(key, stored, finalizers, isHeld, graceSeconds, now);
        if (key == ServerState.Namespaces && step.Marked is { } draft)
            draft.Child("status")["phase"] = "Terminating";
        return step;
    }

    private StoredObject Remove(CollectionKey key, StoredObject stored, DateTimeOffset now)
    {
        var address = new ObjectAddress(key, stored.Namespace, stored.Name);
        var last = server.Store.Remove(key, stored);
        _owners.Record(address, stored, null);
        _consequences.Enqueue(then => AfterRemoval(address, stored, then));
        if (key == ServerState.Definitions)
            RefreshServedKinds();
        if (key == ServerState.ClusterRoles)
            _consequences.Enqueue(AggregateRoles);
        Settle(now);
        return last;
    }

    // A role that gathers may itself be gathered: each change comes back here until nothing changes.
    private void AggregateRoles(DateTimeOffset now)
    {
        var roles = server.Store.Collection(ServerState.ClusterRoles).Current.List("").ToList();
        foreach (var role in roles)
        {
            if (RoleAggregation.Refresh(role.Json, roles.Select(other => other.Json)) is not { } rules)
                continue;
            var draft = Json.Thaw(role.Json);
            draft["rules"] = rules;
            Put(ServerState.ClusterRoles, role, draft, now);
            return;
        }
    }

    /// <summary>Does what the deletion of a still held object waits for.</summary>
    private void Pursue(CollectionKey key, StoredObject stored, DateTimeOffset now)
    {
        var finalizers = stored.Json.At("metadata", "finalizers").Items().Select(item => item.GetString()).ToList();
        if (key == ServerState.Namespaces)
            EmptyNamespace(stored.Name, now);
        if (finalizers.Contains(DefinitionFinalizer))
        {
            foreach (var (instanceKey, instance) in InstancesOf(stored).ToList())
                Delete(instanceKey, instance, "Background", now);
            FinishDefinition(stored.Name, now);
        }

        if (finalizers.Contains(OrphanFinalizer))
        {
            foreach (var dependent in _owners.DependentsOf(stored.Uid))
                DropOwner(dependent, stored.Uid, now);
            DropFinalizer(new ObjectAddress(key, stored.Namespace, stored.Name), OrphanFinalizer, now);
        }

        if (finalizers.Contains(ForegroundFinalizer))
        {
            foreach (var dependent in _owners.DependentsOf(stored.Uid))
            {
                if (Find(dependent) is { } found)
                    Delete(dependent.Collection, found, "Foreground", now);
            }

            FinishForeground(new ObjectAddress(key, stored.Namespace, stored.Name), now);
        }
    }

    private void AfterRemoval(ObjectAddress address, StoredObject removed, DateTimeOffset now)
    {
        foreach (var dependent in _owners.DependentsOf(removed.Uid))
        {
            if (Find(dependent) is { } stored)
                CollectIfOwnersAreGone(dependent, stored, now);
        }

        foreach (var owner in OwnerIndex.OwnersOf(removed))
        {
            if (_owners.Find(owner) is { } ownerAddress)
                FinishForeground(ownerAddress, now);
        }

        if (removed.Namespace.Length > 0)
            FinishNamespace(removed.Namespace, now);
        FinishDefinition($"{address.Collection.Plural}.{address.Collection.Group}", now);
    }

    private void CollectIfOwnersAreGone(ObjectAddress address, StoredObject stored, DateTimeOffset now)
    {
        var owners = OwnerIndex.OwnersOf(stored).ToList();
        var gone = owners.Where(uid => _owners.IsMissing(uid, address)).ToList();
        if (owners.Count > 0 && gone.Count == owners.Count)
        {
            Delete(address.Collection, stored, "Background", now);
            return;
        }

        foreach (var uid in gone)
            DropOwner(address, uid, now);
    }

    private bool WaitsForDependents(string uid) =>
        _owners.Find(uid) is { } address
        && Find(address) is { IsTerminating: true } owner
        && owner.Json.At("metadata", "finalizers").Items().Any(finalizer => finalizer.Text() == ForegroundFinalizer);

    private void EmptyNamespace(string @namespace, DateTimeOffset now)
    {
        foreach (var collection in server.Store.Collections.ToList())
        {
            foreach (var stored in collection.Current.List(@namespace).Where(stored => stored.Namespace == @namespace).ToList())
                Delete(collection.Key, stored, "Background", now);
        }

        FinishNamespace(@namespace, now);
    }

    private void FinishNamespace(string name, DateTimeOffset now)
    {
        if (server.Store.Find(ServerState.Namespaces, "", name) is not { IsTerminating: true } stored
            || server.Store.Collections.Any(collection => collection.Current.List(name).Any(item => item.Namespace == name)))
            return;
        var draft = Json.Thaw(stored.Json);
        var kept = draft.At("spec", "finalizers").Texts().Where(finalizer => finalizer != "kubernetes").ToList();
        draft.Child("spec")["finalizers"] = new JsonArray([.. kept.Select(finalizer => (JsonNode)finalizer)]);
        PutOrRelease(ServerState.Namespaces, stored, draft, now);
    }

    private void FinishDefinition(string name, DateTimeOffset now)
    {
        if (server.Store.Find(ServerState.Definitions, "", name) is { IsTerminating: true } stored && !InstancesOf(stored).Any())
            DropFinalizer(new ObjectAddress(ServerState.Definitions, "", name), DefinitionFinalizer, now);
    }

    private void FinishForeground(ObjectAddress address, DateTimeOffset now)
    {
        if (Find(address) is not { IsTerminating: true } owner)
            return;
        var isBlocked = _owners.DependentsOf(owner.Uid).Select(Find).OfType<StoredObject>().Any(dependent =>
            dependent.Json.At("metadata", "ownerReferences").Items().Any(reference =>
                reference.Text("uid") == owner.Uid
                && reference.At("blockOwnerDeletion").ValueKind == System.Text.Json.JsonValueKind.True));
        if (!isBlocked)
            DropFinalizer(address, ForegroundFinalizer, now);
    }

    private void DropFinalizer(ObjectAddress address, string finalizer, DateTimeOffset now)
    {
        if (Find(address) is not { } stored)
            return;
        var draft = Json.Thaw(stored.Json);
        if (draft.At("metadata", "finalizers") is not JsonArray finalizers || finalizers.RemoveAll(item => item.Text() == finalizer) == 0)
            return;
        PutOrRelease(address.Collection, stored, draft, now);
    }

    private void DropOwner(ObjectAddress address, string ownerUid, DateTimeOffset now)
    {
        if (Find(address) is not { } stored)
            return;
        var draft = Json.Thaw(stored.Json);
        if (draft.At("metadata", "ownerReferences") is not JsonArray owners || owners.RemoveAll(item => item.Text("uid") == ownerUid) == 0)
            return;
        if (owners.Count == 0)
            draft.Child("metadata").Remove("ownerReferences");
        Put(address.Collection, stored, draft, now);
    }

    private void PutOrRelease(CollectionKey key, StoredObject stored, JsonObject draft, DateTimeOffset now)
    {
        if (IsReleased(key, draft))
            Release(key, stored, draft, now);
        else
            Put(key, stored, draft, now);
    }

    private void CreateDefaultServiceAccount(string @namespace, DateTimeOffset now)
    {
        if (server.Registry.Find("", "v1", "serviceaccounts") is not { } type
            || server.Store.Find(new CollectionKey("", type.Plural), @namespace, "default") is not null)
            return;
        Put(new CollectionKey("", type.Plural), null, new JsonObject
        {
            ["kind"] = type.Kind,
            ["apiVersion"] = type.ApiVersion,
            ["metadata"] = new JsonObject
            {
                ["name"] = "default",
                ["namespace"] = @namespace,
                ["uid"] = server.Identities.NewUid(),
                ["creationTimestamp"] = Json.Timestamp(now),
            },
        }, now);
    }

    private void Settle(DateTimeOffset now)
    {
        if (_isSettling)
            return;
        _isSettling = true;
        try
        {
            while (_consequences.TryDequeue(out var consequence))
                consequence(now);
        }
        finally
        {
            _isSettling = false;
        }
    }

    private IEnumerable<(CollectionKey Key, StoredObject Stored)> InstancesOf(StoredObject definition)
    {
        var key = new CollectionKey(definition.Json.Text("spec", "group"), definition.Json.Text("spec", "names", "plural"));
        return server.Store.Collection(key).Current.List("").Select(stored => (key, stored));
    }

    private StoredObject? Find(ObjectAddress address) => server.Store.Find(address.Collection, address.Namespace, address.Name);
}
