namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>A review without an answer. It starts as denied: at its deadline it is told to ask again.</summary>
/// <param name="Attempts">Writes lost so far.</param>
/// <param name="Stores">The live read made because the stores were too old.</param>
/// <param name="Grant">The live read of the cell made because the operator's grant was not in it.</param>
internal sealed record PendingReview(
    LedgerReview Review,
    TimeSpan ArrivedAt,
    int Attempts = 0,
    LiveCheck Stores = LiveCheck.NotAsked,
    LiveCheck Grant = LiveCheck.NotAsked);

internal enum LiveCheck
{
    NotAsked,
    ListAsked,
    ObjectAsked,
    CellAsked,
    Done,
}
