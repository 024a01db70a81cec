using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>
/// Everything that is stored, under one counter: as in etcd, each change of any kind gets the next resourceVersion.
/// Callers hold the server's lock.
/// </summary>
internal sealed class ObjectStore(int historyLength)
{
    private readonly Dictionary<CollectionKey, ObjectCollection> _collections = [];

    public long ResourceVersion { get; private set; } = 1;

    public event Action<CommittedChange>? Committed;

    public IEnumerable<ObjectCollection> Collections => _collections.Values;

    public ObjectCollection Collection(ResourceType type) => Collection(type.Collection);

    public ObjectCollection Collection(CollectionKey key)
    {
        if (!_collections.TryGetValue(key, out var collection))
            _collections[key] = collection = new ObjectCollection(key, historyLength);
        return collection;
    }

    public StoredObject? Find(CollectionKey key, string @namespace, string name) =>
        _collections.TryGetValue(key, out var collection) ? collection.Current.Find(@namespace, name) : null;

    /// <summary>Stores a new state; <paramref name="draft"/> gets its resourceVersion here and must not be used again.</summary>
    public StoredObject Put(CollectionKey key, StoredObject? old, JsonObject draft)
    {
        var version = ++ResourceVersion;
        draft.Child("metadata")["resourceVersion"] = version.ToString();
        var stored = new StoredObject(Json.Freeze(draft), version);
        Collection(key).Commit(new ChangeRecord(version, old, stored));
        Announce(key, old is null ? "ADDED" : "MODIFIED", stored);
        return stored;
    }

    /// <returns>The last state, under the version of the deletion.</returns>
    public StoredObject Remove(CollectionKey key, StoredObject old)
    {
        var last = old.At(++ResourceVersion);
        Collection(key).Commit(new ChangeRecord(last.ResourceVersion, old, null, last));
        Announce(key, "DELETED", last);
        return last;
    }

    private void Announce(CollectionKey key, string type, StoredObject stored) => Committed?.Invoke(new CommittedChange(
        stored.ResourceVersion, type, key.Group, key.Plural, stored.Namespace, stored.Name, stored.Json));
}
