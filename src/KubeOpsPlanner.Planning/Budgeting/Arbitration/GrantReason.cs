namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>Why a pool gets what it gets. Closed list; the names are what status shows.</summary>
public enum GrantReason
{
    /// <summary>The pool runs what it wants.</summary>
    AtDesired,

    /// <summary>The pool may now go where it wants.</summary>
    Granted,

    /// <summary>Part of the growth does not fit below the ceiling.</summary>
    GpuBudget,

    /// <summary>None of the growth fits below the ceiling.</summary>
    AtCeiling,

    /// <summary>The growth fits once GPUs that are being released are seen to be free.</summary>
    WaitingForRoom,

    /// <summary>Reduced below what the plan wants, because the total is above the ceiling.</summary>
    CeilingReduced,

    /// <summary>Reduced for the weaker pool of the same graph, without which the graph carries less.</summary>
    Rebalanced,

    /// <summary>Even at every endpoint floor the total stays above the ceiling.</summary>
    CeilingUnreachable,

    /// <summary>The plan wants less, but the total would fall below the budget's floor.</summary>
    FloorHeld,

    /// <summary>Raised above what the plan wants, to reach the budget's floor.</summary>
    FloorFill,

    /// <summary>The GPUs of some replica are unknown: growth waits.</summary>
    ShapeUnknown,

    /// <summary>The component is not ready to grow further.</summary>
    NotReady,

    /// <summary>The plan's proposal is too old to act on; the pool stays as it is.</summary>
    ProposalExpired,

    /// <summary>The plan has not proposed anything yet; the pool stays as it is.</summary>
    NoProposal,

    /// <summary>No plan names this budget for the pool: charged, never written.</summary>
    NotPlanned,
}
