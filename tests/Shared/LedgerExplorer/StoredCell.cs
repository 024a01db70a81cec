using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A ledger, with what the API server says of it.</summary>
internal sealed record StoredCell(LedgerCell Cell, CellStamp Stamp);
