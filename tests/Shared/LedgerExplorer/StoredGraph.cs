using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A graph of two pools: prefill of one GPU per replica, and decode.</summary>
/// <param name="Slot">Which name; see <see cref="Names"/>.</param>
internal sealed record StoredGraph(int Slot, string Uid, ulong Version, Pools Pools, int ObservedGpus)
{
    private GraphFacts? _facts;

    public GraphFacts Facts => _facts ??= new GraphFacts(
        Names.Graphs[Slot], Uid, Version, Pools.Vector, new Pools(ObservedGpus, 0, 1).Vector);

    /// <summary>It asks for GPUs, or runs on them.</summary>
    public bool MayHold => Pools.GpusWith(0) > 0 || ObservedGpus > 0;
}
