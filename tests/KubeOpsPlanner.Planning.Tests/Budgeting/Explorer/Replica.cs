using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>One replica of the operator: the real machine, and what is on the wire to and from it.</summary>
/// <param name="GraphNews">What the watch of the graphs has not delivered yet.</param>
/// <param name="Calls">Calls that the API server has not handled yet.</param>
/// <param name="Replies">Answers on their way back.</param>
public sealed record Replica(
    LedgerState Machine,
    int Life,
    ImmutableArray<StoredGraph> GraphNews,
    ImmutableArray<StoredCell> CellNews,
    ImmutableArray<LedgerEffect> Calls,
    ImmutableArray<LedgerEvent> Replies,
    bool IsLagging = false,
    bool IsWatchBroken = false)
{
    public bool IsQuiet =>
        Calls.IsEmpty && Replies.IsEmpty && (IsLagging || ((IsWatchBroken || GraphNews.IsEmpty) && CellNews.IsEmpty));
}

/// <param name="Replicas">Null when deleted at this version.</param>
public sealed record StoredGraph(string Name, string Uid, ulong Version, int? Replicas);

public sealed record StoredCell(LedgerCell? Cell, ulong Version)
{
    /// <summary>Every write here changes the content, so that versions count them as generations do.</summary>
    public CellStamp Stamp => new("uid-ledger", (long)Version);
}
