using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// The component deployment of the decode pool of the graph of the same slot. The Dynamo operator makes it and lets it follow
/// the graph; somebody may have made one that stands alone before any budget governed the namespace.
/// </summary>
/// <param name="GraphUid">Null when it stands alone.</param>
internal sealed record StoredComponent(int Slot, string Uid, ulong Version, string? GraphUid, int Replicas, int Gpus)
{
    private ComponentFacts? _facts;

    public ComponentFacts Facts => _facts ??= new ComponentFacts(
        Names.Components[Slot], Uid, GraphUid is null ? null : Names.Graphs[Slot], GraphUid ?? "",
        GpuVector.Of((Names.Decode, Replicas, IsUndeclared ? null : Gpus)));

    public bool IsUndeclared => Gpus == Pools.Undeclared;

    public bool MayHold => Replicas > 0 && Gpus != 0;

    public int HeldGpus => new Pools(0, Replicas, Gpus).GpusWith(0);

    /// <summary>No graph stands for it.</summary>
    public bool IsLoose(StoredGraph? graph) => GraphUid is null || graph?.Uid != GraphUid;
}
