using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Tests.Ledger.Support;

/// <summary>A store that a test fills by hand, or a cluster in memory by its watch.</summary>
internal sealed class StoreInMemory<T>(params StoreIndex<T>[] indexes) : IStore<T> where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, T> _objects = [];
    private readonly List<Action<StoreChange<T>>> _subscribers = [];

    public bool HasSynced { get; private set; }

    public ulong ResourceVersion { get; private set; }

    public T? Get(ObjectKey key)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(key);
    }

    public IReadOnlyCollection<T> List()
    {
        lock (_lock)
            return [.. _objects.Values];
    }

    public IReadOnlyCollection<T> ByIndex(string index, string value) =>
        [.. List().Where(item => indexes.Single(each => each.Name == index).Values(item).Contains(value))];

    public IDisposable Subscribe(Action<StoreChange<T>> onChange)
    {
        lock (_lock)
        {
            foreach (var item in _objects.Values)
                onChange(new StoreChange<T>(StoreChangeKind.Added, null, item, ResourceVersion));

            if (HasSynced)
                onChange(new StoreChange<T>(StoreChangeKind.Synced, null, null, ResourceVersion));

            _subscribers.Add(onChange);
        }

        return new Nothing();
    }

    public void Set(T item, ulong version)
    {
        lock (_lock)
        {
            var old = _objects.GetValueOrDefault(item.Metadata.Key);
            _objects[item.Metadata.Key] = item;
            Tell(new StoreChange<T>(old is null ? StoreChangeKind.Added : StoreChangeKind.Updated, old, item, version));
        }
    }

    public void Remove(ObjectKey key, ulong version)
    {
        lock (_lock)
        {
            if (_objects.Remove(key, out var old))
                Tell(new StoreChange<T>(StoreChangeKind.Deleted, old, null, version));
        }
    }

    public void Sync(ulong version)
    {
        lock (_lock)
        {
            HasSynced = true;
            Tell(new StoreChange<T>(StoreChangeKind.Synced, null, null, version));
        }
    }

    private void Tell(StoreChange<T> change)
    {
        ResourceVersion = change.ResourceVersion;
        foreach (var subscriber in _subscribers)
            subscriber(change);
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
