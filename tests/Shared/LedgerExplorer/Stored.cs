using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A graph of two pools: prefill of one GPU per replica, and decode.</summary>
/// <param name="Slot">Which name; see <see cref="Names"/>.</param>
internal sealed record StoredGraph(int Slot, string Uid, ulong Version, Pools Pools, int ObservedGpus)
{
    private GraphFacts? _facts;

    public GraphFacts Facts => _facts ??= new GraphFacts(
        Names.Graphs[Slot], Uid, Version, Pools.Vector, new Pools(ObservedGpus, 0, 1).Vector);
}

/// <summary>An adapter of the decode pool of the graph of the same slot.</summary>
internal sealed record StoredAdapter(int Slot, string Uid, ulong Version, int Replicas)
{
    public AdapterFacts Facts => new(
        Names.Graphs[Slot].Namespace, Names.Adapters[Slot], Uid, Version, Names.Graphs[Slot], Names.Decode, Replicas);
}

/// <param name="FirstLedger">As its status says; null while it says nothing.</param>
internal sealed record StoredBudget(long Generation, long MaxGpus, string? FirstLedger);

internal sealed record StoredCell(LedgerCell Cell, CellStamp Stamp);

/// <summary>One change in the history of one kind of object.</summary>
/// <param name="State">Null when it was deleted.</param>
internal sealed record Change<T>(ulong Version, int Slot, string Uid, T? State) where T : class;

internal readonly record struct Pools(int Prefill, int Decode, int DecodeGpus)
{
    private static readonly Dictionary<Pools, GpuVector> Vectors = [];

    public GpuVector Vector
    {
        get
        {
            lock (Vectors)
            {
                if (!Vectors.TryGetValue(this, out var vector))
                    Vectors[this] = vector = GpuVector.Of((Names.Prefill, Prefill, 1), (Names.Decode, Decode, DecodeGpus));

                return vector;
            }
        }
    }

    public static Pools Of(GpuVector vector) => new(
        vector.Pools.TryGetValue(Names.Prefill, out var prefill) ? prefill.Replicas : 0,
        vector.Pools.TryGetValue(Names.Decode, out var decode) ? decode.Replicas : 0,
        decode.GpusPerReplica ?? 1);

    /// <summary>GPUs when an adapter asks for so many decode replicas.</summary>
    public int GpusWith(int adapterReplicas) => Prefill + (DecodeGpus * Math.Max(Decode, adapterReplicas));
}

internal static class Names
{
    public const string Prefill = "prefill";
    public const string Decode = "decode";
    public const string Budget = "fleet";

    public static readonly GraphId[] Graphs = [new("x", "a"), new("x", "b"), new("y", "c")];
    public static readonly string[] Adapters = ["a-decode", "b-decode", "c-decode"];

    public static int SlotOf(GraphId graph) => Array.IndexOf(Graphs, graph);
}
