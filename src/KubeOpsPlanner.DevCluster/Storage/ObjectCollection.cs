namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>All objects of one kind, their recent changes and the snapshots that paged lists hold on to.</summary>
internal sealed class ObjectCollection(CollectionKey key, int historyLength)
{
    // Pages are asked for within seconds; the oldest snapshot goes first, as with a compacted etcd.
    private const int MaxHeldSnapshots = 64;

    private readonly LinkedList<(long ResourceVersion, CollectionSnapshot Snapshot)> _held = [];
    private readonly List<WatchStream> _watchers = [];
    private long _compactedVersion;

    public CollectionKey Key => key;

    public CollectionSnapshot Current { get; private set; } = CollectionSnapshot.Empty;

    public ChangeLog Log { get; } = new(historyLength);

    public IReadOnlyList<WatchStream> Watchers => _watchers;

    public void Commit(ChangeRecord change)
    {
        Current = change.New is { } stored ? Current.With(stored) : Current.Without(change.Old!);
        Log.Append(change);
        foreach (var watcher in _watchers)
            watcher.Wake();
    }

    /// <summary>Keeps a snapshot for the pages that are still to be asked for.</summary>
    public void Hold(long resourceVersion, CollectionSnapshot snapshot)
    {
        if (_held.Any(held => held.ResourceVersion == resourceVersion))
            return;
        _held.AddLast((resourceVersion, snapshot));
        if (_held.Count > MaxHeldSnapshots)
            _held.RemoveFirst();
    }

    /// <summary>What there was at that version; null when it is older than what is remembered.</summary>
    public CollectionSnapshot? At(long resourceVersion)
    {
        if (_held.FirstOrDefault(held => held.ResourceVersion == resourceVersion) is { Snapshot: { } held })
            return held;
        if (resourceVersion < Math.Max(_compactedVersion, Log.CompactedVersion))
            return null;
        var snapshot = Current;
        for (var position = Log.End - 1; position >= Log.Start && Log[position].ResourceVersion > resourceVersion; position--)
            snapshot = Log[position].Old is { } old ? snapshot.With(old) : snapshot.Without(Log[position].New!);
        return snapshot;
    }

    /// <summary>From now on nothing before <paramref name="resourceVersion"/> is listed; watches have a memory of their own.</summary>
    public void Compact(long resourceVersion)
    {
        _held.Clear();
        _compactedVersion = resourceVersion;
    }

    /// <summary>The kind is served from now on: nothing before <paramref name="resourceVersion"/> can be told at all.</summary>
    public void Begin(long resourceVersion)
    {
        Compact(resourceVersion);
        Log.Forget(resourceVersion);
    }

    public void Add(WatchStream watcher) => _watchers.Add(watcher);

    public void Remove(WatchStream watcher) => _watchers.Remove(watcher);
}
