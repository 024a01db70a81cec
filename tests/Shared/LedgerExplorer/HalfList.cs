namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What the API server answers first when everything is listed live.</summary>
internal sealed record HalfList(StoredBudget? First, StoredBudget? Second, bool IsLabelled, StoredAdapter?[] Adapters, ulong Version);
