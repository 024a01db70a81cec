using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Reconciling;

/// <summary>The objects of one kind as the watch last showed them. Safe to read from any thread.</summary>
public interface IStore<T> where T : class, IKubernetesObject
{
    /// <summary>False until the first list is complete: until then absence means nothing.</summary>
    bool HasSynced { get; }

    /// <summary>The newest resourceVersion seen, bookmarks included; the store misses nothing up to it.</summary>
    ulong ResourceVersion { get; }

    T? Get(ObjectKey key);

    IReadOnlyCollection<T> List();

    /// <exception cref="ArgumentException">No index of that name was registered.</exception>
    IReadOnlyCollection<T> ByIndex(string index, string value);

    /// <summary>
    /// Calls back for every object held now (as <see cref="StoreChangeKind.Added"/>), then for every change, in order
    /// and one at a time. The callback must not block.
    /// </summary>
    IDisposable Subscribe(Action<StoreChange<T>> onChange);
}

public enum StoreChangeKind
{
    Added,
    Updated,
    Deleted,

    /// <summary>No object changed; the store is known to be complete up to a newer resourceVersion.</summary>
    Advanced,

    /// <summary>The first list, or a list after the watch was lost, is now completely reflected.</summary>
    Synced,
}

/// <param name="Old">The previous state, where there was one.</param>
/// <param name="New">The state now; null after a deletion and for changes of no object.</param>
/// <param name="ResourceVersion">What the store is complete up to after this change.</param>
public readonly record struct StoreChange<T>(StoreChangeKind Kind, T? Old, T? New, ulong ResourceVersion)
    where T : class, IKubernetesObject;
