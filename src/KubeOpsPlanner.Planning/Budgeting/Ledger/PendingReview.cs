namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>A review without an answer. It starts as denied: at its deadline it is told to ask again.</summary>
/// <param name="Attempts">Writes lost so far.</param>
/// <param name="Stores">The live read made because the stores were too old.</param>
/// <param name="Cell">The live read of the cell made because it might have changed.</param>
internal sealed record PendingReview(
    LedgerReview Review,
    TimeSpan ArrivedAt,
    int Attempts = 0,
    LiveCheck Stores = LiveCheck.NotAsked,
    LiveCheck Cell = LiveCheck.NotAsked);

internal enum LiveCheck
{
    NotAsked,
    ListAsked,
    ObjectAsked,
    CellAsked,
    Done,
}
