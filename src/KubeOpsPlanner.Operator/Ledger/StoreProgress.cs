using System.Collections.Immutable;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// How far each store has come, and whether what it shows now is a server that was put back to an older state: a list is at
/// least as new as what its store had seen, unless the server went back.
/// </summary>
/// <remarks>
/// The first store to notice makes the others suspect: until they list, they hold what may never have happened. So each
/// of their next lists is told as going back too, though its version may have passed the old one by then.
/// </remarks>
internal sealed record StoreProgress
{
    public static readonly StoreProgress None = new();

    private static readonly ImmutableHashSet<WatchedStore> All = [.. Enum.GetValues<WatchedStore>()];

    private StoreProgress()
    {
    }

    public StoreVersions Versions => new(this[WatchedStore.Graphs], this[WatchedStore.Adapters], this[WatchedStore.Budgets]);

    private ImmutableDictionary<WatchedStore, ulong> Reached { get; init; } = ImmutableDictionary<WatchedStore, ulong>.Empty;

    private ImmutableHashSet<WatchedStore> Suspects { get; init; } = [];

    private ulong this[WatchedStore store] => Reached.GetValueOrDefault(store);

    /// <param name="version">What the store is complete up to after this change.</param>
    public (StoreProgress Progress, StoreNews News) Take(WatchedStore store, StoreChangeKind kind, ulong version)
    {
        if (kind != StoreChangeKind.Synced)
            return this[store] == 0 ? (this, StoreNews.Incomplete) : (At(store, Math.Max(version, this[store])), StoreNews.Advanced);

        if (version < this[store])
            return (At(store, version) with { Suspects = All.Remove(store) }, StoreNews.PutBack);

        return (At(store, version) with { Suspects = Suspects.Remove(store) }, Suspects.Contains(store) ? StoreNews.PutBack : StoreNews.Advanced);
    }

    private StoreProgress At(WatchedStore store, ulong version) => this with { Reached = Reached.SetItem(store, version) };
}
