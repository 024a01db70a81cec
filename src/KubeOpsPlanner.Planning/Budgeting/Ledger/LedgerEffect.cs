namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Something that the shell must do. Every read and write comes back as exactly one event.</summary>
public abstract record LedgerEffect
{
    /// <summary>Replace the cell if it still has this version; one is in flight at a time.</summary>
    /// <param name="ExpectedVersion">0: create it, and conflict when it exists. Null: unconditional, which only tests ask for.</param>
    public sealed record WriteCell(long Number, LedgerCell Cell, ulong? ExpectedVersion) : LedgerEffect;

    /// <summary>Read the cell past every cache.</summary>
    public sealed record ReadCell : LedgerEffect;

    /// <summary>List graphs, adapters and budgets past every cache.</summary>
    public sealed record ListLive : LedgerEffect;

    /// <summary>Read the object of this base past every cache.</summary>
    public sealed record ReadObject(ReservationBase Base) : LedgerEffect;

    /// <summary>
    /// Move the object past this base by a patch that changes nothing but an annotation, with UID and resourceVersion as
    /// preconditions; when these fail, read it.
    /// </summary>
    public sealed record Fence(ReservationBase Base) : LedgerEffect;

    /// <summary>
    /// Write into the status of the budget of this UID which ledger is its first, unless it names one: a read past every
    /// cache, and a write on condition of the version read.
    /// </summary>
    public sealed record RecordLedger(string Budget, string BudgetUid, string LedgerUid) : LedgerEffect;

    public sealed record Answer(string ReviewId, LedgerVerdict Verdict) : LedgerEffect;

    /// <summary>Send <see cref="LedgerEvent.Ticked"/> at this time; replaces an earlier wish.</summary>
    public sealed record Wake(TimeSpan At) : LedgerEffect;

    /// <summary>The ledger was found missing or changed by somebody else; say so, with the writer's name where managedFields has it.</summary>
    /// <param name="ExpectedSequence">As the API server counts writes.</param>
    /// <param name="FoundSequence">Null when it is gone; -1 when it holds no cell.</param>
    public sealed record ReportTampering(long ExpectedSequence, long? FoundSequence) : LedgerEffect;
}
