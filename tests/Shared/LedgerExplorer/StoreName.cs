namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal enum StoreName
{
    Graphs,
    Adapters,
    Budgets,
    Namespaces,
    Cells,
    Components,
}
