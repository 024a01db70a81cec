using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The content of one BudgetLedger: everything that the replicas of the operator must agree on, a few KiB at most.</summary>
public sealed record LedgerCell
{
    public static readonly LedgerCell Blank = new();

    /// <summary>Grows by one with every write, as the object's generation does; see <see cref="CellStamp"/>.</summary>
    public long Sequence { get; init; }

    /// <summary>Which edit of each budget is in force, by budget name.</summary>
    public ImmutableSortedDictionary<string, BudgetGeneration> BudgetGenerations { get; init; } =
        ImmutableSortedDictionary.Create<string, BudgetGeneration>(StringComparer.Ordinal);

    /// <summary>What a replica must have seen before it may decide: every settled reservation shows in stores this new.</summary>
    public StoreVersions Watermark { get; init; }

    public ImmutableArray<Reservation> Reservations { get; init; } = [];

    /// <summary>The last write of each of the latest writers, oldest first.</summary>
    public ImmutableArray<LedgerTransaction> Transactions { get; init; } = [];

    /// <summary>The sequence at which this ledger was found missing or rewound; growth is denied until it is cleared.</summary>
    public long? RebuildingSince { get; init; }

    public bool Holds(LedgerTransaction transaction) => Transactions.Contains(transaction);

    public bool Equals(LedgerCell? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Sequence == other.Sequence
            && Watermark == other.Watermark
            && RebuildingSince == other.RebuildingSince
            && BudgetGenerations.HasSameEntries(other.BudgetGenerations)
            && Reservations.SequenceEqual(other.Reservations)
            && Transactions.SequenceEqual(other.Transactions));

    public override int GetHashCode() => HashCode.Combine(Sequence, Watermark, Reservations.Length);
}
