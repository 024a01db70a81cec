namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Every kind that is served now. Readers get snapshots; only the core replaces them, as CRDs come and go.</summary>
public sealed class ResourceRegistry
{
    private volatile Snapshot _snapshot;

    public ResourceRegistry(IEnumerable<ResourceType> builtIns) => _snapshot = new Snapshot([.. builtIns], 1);

    /// <summary>In the order in which discovery lists them.</summary>
    public IReadOnlyList<ResourceType> All => _snapshot.Types;

    /// <summary>Grows with every change; caches of derived documents compare it.</summary>
    public long Revision => _snapshot.Revision;

    public ResourceType? Find(string group, string version, string plural) =>
        _snapshot.Types.FirstOrDefault(type => type.Plural == plural && type.Group == group && type.Version == version);

    internal void Replace(IEnumerable<ResourceType> types) => _snapshot = new Snapshot([.. types], _snapshot.Revision + 1);

    private sealed record Snapshot(IReadOnlyList<ResourceType> Types, long Revision);
}
