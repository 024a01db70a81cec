using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Everything that one replica knows of one ledger. Made by <see cref="LedgerMachine.Start"/>, changed by its steps.</summary>
public sealed record LedgerState
{
    internal LedgerState(string writer, LedgerRules rules) => (Writer, Rules) = (writer, rules);

    /// <summary>Unique per process life.</summary>
    public string Writer { get; }

    public LedgerRules Rules { get; }

    public StoreView View { get; internal init; } = StoreView.Empty;

    /// <summary>The newest cell known; null before the first read, or when there is none.</summary>
    public LedgerCell? Cell { get; internal init; }

    /// <summary>The newest version of the cell known, also when that was a deletion.</summary>
    public ulong CellVersion { get; internal init; }

    /// <summary>True when decisions may rest on <see cref="Cell"/> until a write says otherwise.</summary>
    public bool IsCellCurrent { get; internal init; }

    /// <summary>When a call began whose answer shows that the cell was the stored one; a watch, however late, shows nothing of that.</summary>
    internal TimeSpan? CellProvenAt { get; init; }

    internal bool IsCellProven => Now <= CellProvenAt + Rules.CellProof;

    /// <summary>Growth is denied until the ledger has been rebuilt.</summary>
    public bool IsRebuilding => Cell?.RebuildingSince is not null || MustRebuild || (IsCellCurrent && Cell is null);

    /// <summary>The server was put back to an older state, and the ledger does not say so yet.</summary>
    internal bool MustRebuild { get; init; }

    internal TimeSpan Now { get; init; }

    /// <summary>Of the newest cell seen, also when it is gone; generation 0 when none was.</summary>
    internal CellStamp Stamp { get; init; } = CellStamp.None;

    /// <summary>Somebody else wrote the cell.</summary>
    internal bool IsRewound { get; init; }

    /// <summary>The sequence of the next write: the generation that the API server will count it as.</summary>
    internal long NextSequence => Cell is null ? 1 : Stamp.Generation + 1;

    /// <summary>First ledgers that this replica wrote or read itself, by the UID of the budget.</summary>
    internal ImmutableDictionary<string, string> Recorded { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Budgets whose first ledger is being written, by UID.</summary>
    internal ImmutableDictionary<string, LiveRead> Recordings { get; init; } = ImmutableDictionary.Create<string, LiveRead>(StringComparer.Ordinal);

    internal ImmutableArray<PendingReview> Pending { get; init; } = [];

    internal InFlightWrite? Write { get; init; }

    /// <summary>When another replica was last seen to write.</summary>
    internal TimeSpan? OthersWroteAt { get; init; }

    /// <summary>Nothing is written before, so that others get their turn.</summary>
    internal TimeSpan? NextWriteAt { get; init; }

    /// <summary>When a settlement that nothing else came along with is written by itself.</summary>
    internal TimeSpan? SettleAt { get; init; }

    internal long LastNumber { get; init; }

    internal LiveRead CellRead { get; init; } = LiveRead.None;

    /// <summary>The cell's version when its read was asked for, which no answer then falls behind.</summary>
    internal ulong CellReadBeganAt { get; init; }

    internal LiveRead List { get; init; } = LiveRead.None;

    /// <summary>How far the stores were when the list was asked for, which no list that is asked for then falls behind.</summary>
    internal StoreVersions ListBeganAt { get; init; }

    /// <summary>When this replica first saw each open reservation, by its own clock.</summary>
    internal ImmutableDictionary<Reservation, TimeSpan> FirstSeen { get; init; } = ImmutableDictionary<Reservation, TimeSpan>.Empty;

    /// <summary>Objects being fenced or read, and when a failed try is due again.</summary>
    internal ImmutableDictionary<ReservationBase, LiveRead> Repairs { get; init; } = ImmutableDictionary<ReservationBase, LiveRead>.Empty;

    /// <summary>Bases that no write can start from any more, and the version that shows it; 0 when the object is gone.</summary>
    internal ImmutableDictionary<ReservationBase, ulong> Fenced { get; init; } = ImmutableDictionary<ReservationBase, ulong>.Empty;

    internal RebuildWatch? Rebuild { get; init; }

    internal TimeSpan? WakeAt { get; init; }

    internal bool IsShared => OthersWroteAt is { } at && Now - at < Rules.SharedFor;

    /// <summary>Null while nothing may be admitted in the name of this budget; see <see cref="Recording"/>.</summary>
    internal string? FirstLedgerOf(BudgetLimits budget) => budget.FirstLedger ?? Recorded.GetValueOrDefault(budget.Uid);

    /// <summary>The stores show everything that was settled up to this watermark.</summary>
    internal bool HasReached(StoreVersions watermark) =>
        View.Versions.HasSynced && !View.AwaitsVersion && (!Rules.WaitsForWatermark || View.Versions.HasReached(watermark));
}
