using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

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

    public static readonly GraphId[] Components = [new("x", "dcd/a-decode"), new("x", "dcd/b-decode"), new("y", "dcd/c-decode"), new("z", "dcd/d-decode")];

    /// <summary>Also the cohorts: each budget may be in the ledger of either name.</summary>
    public static readonly string[] Budgets = ["fleet", "research"];
    public static readonly string[] BudgetUids = ["uid-fleet", "uid-research"];

    public static int SlotOf(GraphId graph) => Array.IndexOf(Graphs, graph);
}
