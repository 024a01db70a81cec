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

    /// <summary>Growth is denied until the ledger has been rebuilt.</summary>
    public bool IsRebuilding => Cell?.RebuildingSince is not null || (IsCellCurrent && Cell is null);

    internal TimeSpan Now { get; init; }

    /// <summary>The highest sequence ever seen, which a healthy cell never falls below.</summary>
    internal long HighestSequence { get; init; }

    internal bool IsRewound { get; init; }

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

    internal LiveRead List { get; init; } = LiveRead.None;

    /// <summary>When this replica first saw each open reservation, by its own clock.</summary>
    internal ImmutableDictionary<Reservation, TimeSpan> FirstSeen { get; init; } = ImmutableDictionary<Reservation, TimeSpan>.Empty;

    /// <summary>Objects being fenced or read, and when a failed try is due again.</summary>
    internal ImmutableDictionary<ReservationBase, LiveRead> Repairs { get; init; } = ImmutableDictionary<ReservationBase, LiveRead>.Empty;

    /// <summary>Bases that no write can start from any more, and the version that shows it; 0 when the object is gone.</summary>
    internal ImmutableDictionary<ReservationBase, ulong> Fenced { get; init; } = ImmutableDictionary<ReservationBase, ulong>.Empty;

    internal RebuildWatch? Rebuild { get; init; }

    internal TimeSpan? WakeAt { get; init; }

    internal bool IsShared => OthersWroteAt is { } at && Now - at < Rules.SharedFor;

    /// <summary>The stores show everything that was settled up to this watermark.</summary>
    internal bool HasReached(StoreVersions watermark) =>
        View.Versions.HasSynced && !View.AwaitsVersion && (!Rules.WaitsForWatermark || View.Versions.HasReached(watermark));
}
