namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

public enum VerdictReason
{
    /// <summary>No pool grows; needs nothing of the ledger.</summary>
    GrowsNothing,

    /// <summary>Fits, and is held in the ledger (a dry run: would fit).</summary>
    WithinBudget,

    /// <summary>Moves GPUs between pools of one graph and adds none; held in the ledger.</summary>
    Swap,

    /// <summary>An open reservation already holds this change.</summary>
    AlreadyReserved,

    /// <summary>The object has moved past this base, so the change cannot be stored; the API server asks again on the new one.</summary>
    BaseMovedOn,

    /// <summary>
    /// No budget of this ledger governs the graph any more; one of another ledger may, so that nothing is allowed here.
    /// </summary>
    Ungoverned,

    /// <summary>Allowed or refused for going over, depending on the budget's mode.</summary>
    OverBudget,

    /// <summary>A GPU shape is unknown, so the cost is.</summary>
    UnknownShape,

    /// <summary>More than one budget governs the graph.</summary>
    OverlappingBudgets,

    /// <summary>The ledger was missing or rewound a moment ago.</summary>
    LedgerRebuilding,

    /// <summary>The ledger of another budget, which governed the namespace before, still holds changes there.</summary>
    HeldElsewhere,

    /// <summary>The ledger could not be read or written in time.</summary>
    LedgerUnavailable,

    /// <summary>This replica has not seen enough, and a live read did not help.</summary>
    StoreBehind,

    /// <summary>Other replicas kept winning the write.</summary>
    Contended,

    /// <summary>Too many changes are admitted and not yet seen.</summary>
    TooManyOpen,
}
