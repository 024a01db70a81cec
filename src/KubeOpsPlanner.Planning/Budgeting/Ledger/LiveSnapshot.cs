using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What lists of all three kinds, read past every cache, returned, and the versions they show.</summary>
public sealed record LiveSnapshot(
    ImmutableArray<GraphFacts> Graphs,
    ImmutableArray<AdapterFacts> Adapters,
    ImmutableArray<BudgetLimits> Budgets,
    StoreVersions Versions);
