namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// The last write of one replica, so that a replica whose write had no answer can find out whether it took effect,
/// also when others have written since.
/// </summary>
/// <param name="Writer">Unique per process life, so that a restart never recognises the writes of its predecessor.</param>
public sealed record LedgerTransaction(string Writer, long Number);
