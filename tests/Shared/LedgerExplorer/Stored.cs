using System.Collections.Immutable;
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

    /// <summary>It asks for GPUs, or runs on them.</summary>
    public bool MayHold => Pools.GpusWith(0) > 0 || ObservedGpus > 0;
}

/// <summary>An adapter of the decode pool of the graph of the same slot.</summary>
internal sealed record StoredAdapter(int Slot, string Uid, ulong Version, int Replicas)
{
    private AdapterFacts? _facts;

    public AdapterFacts Facts => _facts ??= new AdapterFacts(
        Names.Graphs[Slot].Namespace, Names.Adapters[Slot], Uid, Version, Names.Graphs[Slot], Names.Decode, Replicas);
}

/// <param name="Index">Which name; see <see cref="Names"/>.</param>
/// <param name="WantedCohort">As its spec says.</param>
/// <param name="RecordedCohort">As its status says, for good; null while it says nothing.</param>
/// <param name="TakesShared">The second budget lists the namespace that the first one selects by a label.</param>
/// <param name="FirstLedger">As its status says; null while it says nothing.</param>
internal sealed record StoredBudget(
    int Index, long Generation, long MaxGpus, long MinGpus, EnforcementMode Mode, int WantedCohort, int? RecordedCohort, bool TakesShared,
    string? FirstLedger)
{
    private static readonly ImmutableSortedSet<string>[] Own = [["x"], ["z"]];
    private static readonly ImmutableSortedSet<string>[] WithShared = [["x", "y"], ["y", "z"]];

    /// <summary>Whose ledger it is in.</summary>
    public int Cohort => RecordedCohort ?? WantedCohort;

    public string Uid => Names.BudgetUids[Index];

    public bool IsActive => Mode == EnforcementMode.Active;

    public BudgetLimits Limits(bool governsShared) => new(
        Names.Budgets[Index], Uid, Generation, MaxGpus, MinGpus, Mode, (governsShared ? WithShared : Own)[Index], FirstLedger);
}

internal sealed record StoredCell(LedgerCell Cell, CellStamp Stamp);

/// <summary>One change in the history of one kind of object.</summary>
/// <param name="State">Null when it was deleted.</param>
internal sealed record Change<T>(ulong Version, int Slot, string Uid, T? State) where T : class;

internal static class Names
{
    public const string Prefill = "prefill";
    public const string Decode = "decode";

    /// <summary>The slot in the namespace that both budgets may govern.</summary>
    public const int Shared = 2;

    /// <summary>The slot in the namespace of the second budget.</summary>
    public const int Second = 3;

    public static readonly GraphId[] Graphs = [new("x", "a"), new("x", "b"), new("y", "c"), new("z", "d")];
    public static readonly string[] Adapters = ["a-decode", "b-decode", "c-decode", "d-decode"];

    /// <summary>Also the cohorts: each budget may be in the ledger of either name.</summary>
    public static readonly string[] Budgets = ["fleet", "research"];
    public static readonly string[] BudgetUids = ["uid-fleet", "uid-research"];

    public static int SlotOf(GraphId graph) => Array.IndexOf(Graphs, graph);
}
