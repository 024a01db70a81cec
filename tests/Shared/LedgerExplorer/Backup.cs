namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A state of the API server that it may be set back to.</summary>
/// <param name="Logs">How much had happened, by store.</param>
internal sealed record Backup(
    ulong Revision, StoredGraph?[] Graphs, StoredAdapter?[] Adapters, StoredComponent?[] Components, StoredBudget?[] Budgets, bool IsLabelled, StoredCell?[] Ledgers,
    ulong[] CellVersions, int[] Logs);
