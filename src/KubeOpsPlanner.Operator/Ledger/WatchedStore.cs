namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>The stores in which a replica notices that the API server was put back.</summary>
internal enum WatchedStore
{
    Graphs,
    Adapters,
    Budgets,
    Ledgers,
}
