namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>This replica's own count of a rebuild.</summary>
/// <param name="Since">Which rebuild: the cell's <see cref="LedgerCell.RebuildingSince"/>.</param>
/// <param name="HasListed">A list that began after the wait is in the view.</param>
internal sealed record RebuildWatch(long Since, TimeSpan FirstSeen, bool HasListed = false);
