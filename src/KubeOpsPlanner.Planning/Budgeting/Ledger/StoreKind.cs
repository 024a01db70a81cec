namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The watches that a decision rests on.</summary>
public enum StoreKind
{
    Graphs,
    Adapters,
    Budgets,
}
