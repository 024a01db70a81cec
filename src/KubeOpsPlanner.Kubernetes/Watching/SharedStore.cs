using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>
/// The objects of one kind, written by one reflector and read by everyone. Two locks: the outer one orders changes and
/// their callbacks, the inner one is held for moments only, so that readers never wait for a callback.
/// </summary>
internal sealed class SharedStore<T> : IStore<T>, IStoreGate where T : class, IKubernetesObject
{
    private readonly Lock _order = new();
    private readonly Lock _state = new();
    private readonly Dictionary<ObjectKey, T> _objects = [];
    private readonly StoreIndexes<T> _indexes = new();
    private readonly List<Action<StoreChange<T>>> _subscribers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyCollection<T>? _snapshot;
    private ulong _resourceVersion;

    public SharedStore(string name) => Name = name;

    public string Name { get; }

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public bool HasSynced => _synced.Task.IsCompleted;

    public Task Synced => _synced.Task;

    public ulong ResourceVersion => Interlocked.Read(ref _resourceVersion);

    public void AddIndexes(IEnumerable<StoreIndex<T>> indexes)
    {
        lock (_state)
        {
            foreach (var index in indexes)
            {
                _indexes.Register(index, _objects.Values);
            }
        }
    }

    public T? Get(ObjectKey key)
    {
        lock (_state)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    public IReadOnlyCollection<T> List()
    {
        lock (_state)
        {
            return _snapshot ??= [.. _objects.Values];
        }
    }

    public IReadOnlyCollection<T> ByIndex(string index, string value)
    {
        lock (_state)
        {
            return _indexes.Find(index, value);
        }
    }

    public IDisposable Subscribe(Action<StoreChange<T>> onChange)
    {
        lock (_order)
        {
            foreach (var item in List())
            {
                Call(onChange, new StoreChange<T>(StoreChangeKind.Added, null, item, ResourceVersion));
            }

            if (HasSynced)
            {
                Call(onChange, new StoreChange<T>(StoreChangeKind.Synced, null, null, ResourceVersion));
            }

            _subscribers.Add(onChange);
        }

        return new Subscription(() =>
        {
            lock (_order)
            {
                _subscribers.Remove(onChange);
            }
        });
    }

    /// <summary>Takes over a full list: what is not in it is deleted.</summary>
    /// <param name="unreadable">Objects that exist but could not be read; the state known before is kept.</param>
    public void ReplaceAll(IEnumerable<T> items, IReadOnlySet<ObjectKey> unreadable, ulong resourceVersion)
    {
        lock (_order)
        {
            var listed = new HashSet<ObjectKey>(unreadable);
            var before = ResourceVersion;
            foreach (var item in items)
            {
                listed.Add(item.Metadata.Key);
                if (Get(item.Metadata.Key) is not { } old
                    || old.Metadata.ResourceVersion != item.Metadata.ResourceVersion
                    || old.Metadata.Uid != item.Metadata.Uid)
                {
                    SetInOrder(item, before);
                }
            }

            foreach (var gone in List().Where(item => !listed.Contains(item.Metadata.Key)))
            {
                RemoveInOrder(gone.Metadata.Key, before);
            }

            Interlocked.Exchange(ref _resourceVersion, resourceVersion);
            _synced.TrySetResult();
            Notify(new StoreChange<T>(StoreChangeKind.Synced, null, null, resourceVersion));
        }
    }

    public void Set(T item, ulong resourceVersion)
    {
        lock (_order)
        {
            SetInOrder(item, resourceVersion);
        }
    }

    public void Remove(ObjectKey key, ulong resourceVersion)
    {
        lock (_order)
        {
            if (!RemoveInOrder(key, resourceVersion))
            {
                AdvanceInOrder(resourceVersion);
            }
        }
    }

    public void Advance(ulong resourceVersion)
    {
        lock (_order)
        {
            AdvanceInOrder(resourceVersion);
        }
    }

    private void SetInOrder(T item, ulong resourceVersion)
    {
        var key = item.Metadata.Key;
        var old = Get(key);
        if (old is not null && old.Metadata.Uid != item.Metadata.Uid)
        {
            // Deleted and created anew under the same name: nothing learnt of the old one holds for the new one.
            RemoveInOrder(key, ResourceVersion);
            old = null;
        }

        Change(key, old, item, resourceVersion);
        Notify(new StoreChange<T>(
            old is null ? StoreChangeKind.Added : StoreChangeKind.Updated, old, item, resourceVersion));
    }

    private bool RemoveInOrder(ObjectKey key, ulong resourceVersion)
    {
        if (Get(key) is not { } old)
        {
            return false;
        }

        Change(key, old, null, resourceVersion);
        Notify(new StoreChange<T>(StoreChangeKind.Deleted, old, null, resourceVersion));
        return true;
    }

    private void AdvanceInOrder(ulong resourceVersion)
    {
        Interlocked.Exchange(ref _resourceVersion, resourceVersion);
        Notify(new StoreChange<T>(StoreChangeKind.Advanced, null, null, resourceVersion));
    }

    private void Change(ObjectKey key, T? old, T? @new, ulong resourceVersion)
    {
        lock (_state)
        {
            _indexes.Replace(old, @new);
            _snapshot = null;
            if (@new is null)
            {
                _objects.Remove(key);
            }
            else
            {
                _objects[key] = @new;
            }

            Interlocked.Exchange(ref _resourceVersion, resourceVersion);
        }
    }

    private void Notify(StoreChange<T> change)
    {
        foreach (var subscriber in _subscribers.ToArray())
        {
            Call(subscriber, change);
        }
    }

    private void Call(Action<StoreChange<T>> subscriber, StoreChange<T> change)
    {
        try
        {
            subscriber(change);
        }
        catch (Exception error)
        {
            // One faulty listener must not keep a change from the others or end the watch.
            Logger.LogError(error, "A listener failed on {Kind} of {Store}", change.Kind, Name);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
