namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>This replica's own count of a rebuild.</summary>
/// <param name="Uid">Of the ledger.</param>
/// <param name="Since">Which rebuild: the cell's <see cref="LedgerCell.RebuildingSince"/>.</param>
/// <param name="IsLoss">Known to follow a loss, whatever the ledger says.</param>
/// <param name="ListedAt">When the latest list in the view began, of those that began in the rebuild.</param>
internal sealed record RebuildWatch(string Uid, long Since, TimeSpan FirstSeen, bool IsLoss, TimeSpan? ListedAt = null)
{
    public RebuildWatch ListedFrom(TimeSpan? began) => began >= FirstSeen ? this with { ListedAt = began } : this;
}
