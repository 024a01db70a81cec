using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Something that happened to one replica.</summary>
/// <param name="At">The replica's own monotonic clock; its origin means nothing.</param>
public abstract record LedgerEvent(TimeSpan At)
{
    public sealed record ReviewArrived(TimeSpan At, LedgerReview Review) : LedgerEvent(At);

    public sealed record GraphObserved(TimeSpan At, GraphFacts Graph) : LedgerEvent(At);

    public sealed record GraphDeleted(TimeSpan At, GraphId Graph, string Uid) : LedgerEvent(At);

    public sealed record AdapterObserved(TimeSpan At, AdapterFacts Adapter) : LedgerEvent(At);

    public sealed record AdapterDeleted(TimeSpan At, string Uid) : LedgerEvent(At);

    public sealed record ComponentObserved(TimeSpan At, ComponentFacts Component) : LedgerEvent(At);

    public sealed record ComponentDeleted(TimeSpan At, GraphId Component, string Uid) : LedgerEvent(At);

    /// <summary>The store is complete up to this version. After a list, only when all of it was delivered.</summary>
    public sealed record StoreAdvanced(TimeSpan At, StoreKind Store, ulong Version) : LedgerEvent(At);

    /// <summary>All budgets of the cohort, as the store shows them at this version.</summary>
    public sealed record BudgetsObserved(TimeSpan At, ImmutableArray<BudgetLimits> Budgets, ulong Version) : LedgerEvent(At);

    /// <summary>The watch showed the cell.</summary>
    /// <param name="Cell">Null after a deletion; the stamp is then ignored.</param>
    public sealed record CellObserved(TimeSpan At, LedgerCell? Cell, ulong Version, CellStamp Stamp) : LedgerEvent(At);

    /// <summary>The live read asked for by <see cref="LedgerEffect.ReadCell"/> is back.</summary>
    /// <param name="Cell">Null when there is none; version and stamp are then ignored.</param>
    public sealed record CellRead(TimeSpan At, LedgerCell? Cell, ulong Version, CellStamp Stamp) : LedgerEvent(At);

    public sealed record CellReadFailed(TimeSpan At) : LedgerEvent(At);

    /// <param name="Number">Of <see cref="LedgerEffect.WriteCell"/>.</param>
    /// <param name="Version">The cell's version after the write.</param>
    public sealed record CellWritten(TimeSpan At, long Number, ulong Version, CellStamp Stamp) : LedgerEvent(At);

    /// <summary>The write did not happen: the cell was at another version, there already, or gone.</summary>
    public sealed record CellWriteConflicted(TimeSpan At, long Number) : LedgerEvent(At);

    /// <summary>No answer: the write may have happened, or may yet.</summary>
    public sealed record CellWriteUnknown(TimeSpan At, long Number) : LedgerEvent(At);

    public sealed record LiveListed(TimeSpan At, LiveSnapshot Snapshot) : LedgerEvent(At);

    public sealed record LiveListFailed(TimeSpan At) : LedgerEvent(At);

    /// <summary>The live read of one object is back; both are null when no object of that UID exists.</summary>
    public sealed record ObjectRead(TimeSpan At, ReservationBase Base, GraphFacts? Graph, AdapterFacts? Adapter) : LedgerEvent(At);

    public sealed record ObjectReadFailed(TimeSpan At, ReservationBase Base) : LedgerEvent(At);

    /// <summary>The object is known to be past its base.</summary>
    /// <param name="Version">Its version after the fence, or as read when the precondition failed; 0 when it is gone.</param>
    public sealed record FenceCompleted(TimeSpan At, ReservationBase Base, ulong Version) : LedgerEvent(At);

    public sealed record FenceFailed(TimeSpan At, ReservationBase Base) : LedgerEvent(At);

    /// <param name="FirstLedger">What the budget says now: the ledger asked for, or another that came before it.</param>
    public sealed record LedgerRecorded(TimeSpan At, string BudgetUid, string FirstLedger) : LedgerEvent(At);

    public sealed record LedgerRecordFailed(TimeSpan At, string BudgetUid) : LedgerEvent(At);

    public sealed record Ticked(TimeSpan At) : LedgerEvent(At);
}
