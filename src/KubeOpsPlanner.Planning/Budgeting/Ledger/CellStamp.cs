namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What the API server alone says of a stored cell, and no writer can.</summary>
/// <param name="Uid">Tells a ledger that was deleted and made again from the one before.</param>
/// <param name="Generation">
/// Counted by the API server: 1 at the creation and one more with every write that changes the content. Our writes always
/// do, so that a cell whose sequence is another number was written by somebody else.
/// </param>
public readonly record struct CellStamp(string Uid, long Generation)
{
    public static readonly CellStamp None = new("", 0);

    /// <summary>
    /// Whether the operator wrote this, so that it holds all that was admitted. It always marks the first write of a new
    /// ledger, so that a copy of it which somebody keeps and puts back says of itself that it knows nothing.
    /// </summary>
    public bool Vouches(LedgerCell cell) =>
        cell.Sequence == Generation && (cell.Sequence > 1 || cell.RebuildingSince is not null);
}
