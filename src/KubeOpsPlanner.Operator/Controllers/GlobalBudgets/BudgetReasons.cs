namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>
/// Every reason that a GlobalBudget's conditions and events may give. Pools show these too, besides the names of
/// <see cref="Planning.Budgeting.Arbitration.GrantReason"/>.
/// </summary>
public static class BudgetReasons
{
    /// <summary>Ready: proposals are weighed and carried out.</summary>
    public const string Reconciled = "Reconciled";

    /// <summary>Ready: the spec breaks a rule that admission would have refused; no pool is changed.</summary>
    public const string Invalid = "Invalid";

    /// <summary>Ready: another budget governs a namespace of this one; nothing grows there.</summary>
    public const string OverlappingBudgets = "OverlappingBudgets";

    /// <summary>Ready: the ledger has not counted yet or is being rebuilt; nothing grows.</summary>
    public const string LedgerNotReady = "LedgerNotReady";

    /// <summary>Ready: the ledger has not recorded this generation of the spec; the ceiling before it binds and nothing grows.</summary>
    public const string CeilingNotRecorded = "CeilingNotRecorded";

    /// <summary>Ready: spec.cohort was changed, which has no effect; everything else is carried out.</summary>
    public const string CohortIsFixed = "CohortIsFixed";

    /// <summary>Ready: the API server does not take writes of replicas.</summary>
    public const string WriteFailed = "WriteFailed";

    /// <summary>A pool: the operator may not write it.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>A pool: the API server asked to come back later.</summary>
    public const string Throttled = "Throttled";

    /// <summary>A pool: nobody can say whether the write arrived; its GPUs stay reserved until that is known.</summary>
    public const string Unanswered = "Unanswered";

    /// <summary>A pool: the ledger denied the grant, by numbers that are newer than this pass.</summary>
    public const string GrantRefused = "GrantRefused";

    /// <summary>A pool: the ledger could not decide on the grant yet.</summary>
    public const string GrantPostponed = "GrantPostponed";

    /// <summary>A pool: it is scaled through an adapter that does not exist yet.</summary>
    public const string AdapterMissing = "AdapterMissing";

    /// <summary>WithinBudget: the total is at most the ceiling.</summary>
    public const string WithinBudget = "WithinBudget";

    /// <summary>WithinBudget: there is no ceiling.</summary>
    public const string NoCeiling = "NoCeiling";

    /// <summary>WithinBudget, true: no plan can raise the total to the floor.</summary>
    public const string BelowFloor = "BelowFloor";

    /// <summary>WithinBudget, false: planned pools are being reduced.</summary>
    public const string OverCeiling = "OverCeiling";

    /// <summary>WithinBudget, false: even with every planned pool at its endpoint floor.</summary>
    public const string CeilingUnreachable = "CeilingUnreachable";

    /// <summary>ShapeKnown, and WithinBudget while the total is only a lower bound.</summary>
    public const string ShapeUnknown = "ShapeUnknown";

    public const string ShapeKnown = "ShapeKnown";

    /// <summary>Event: replicas of a pool were raised, or moved between pools of one graph.</summary>
    public const string ReplicasGranted = "ReplicasGranted";

    /// <summary>Event: replicas of a pool were lowered.</summary>
    public const string ReplicasReduced = "ReplicasReduced";
}
