using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>An adapter of the decode pool of the graph of the same slot.</summary>
internal sealed record StoredAdapter(int Slot, string Uid, ulong Version, int Replicas)
{
    private AdapterFacts? _facts;

    public AdapterFacts Facts => _facts ??= new AdapterFacts(
        Names.Graphs[Slot].Namespace, Names.Adapters[Slot], Uid, Version, Names.Graphs[Slot], Names.Decode, Replicas);
}
