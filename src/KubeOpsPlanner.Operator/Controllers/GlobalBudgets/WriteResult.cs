namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <param name="Message">Empty when written; else what ledger or API server said.</param>
/// <param name="RetryAfter">When the API server asked to be left alone for a while.</param>
public sealed record WriteResult(PlannedWrite Planned, WriteEnd End, string Message = "", TimeSpan? RetryAfter = null);

/// <summary>How one write ended. Closed list; the names are what metrics show.</summary>
public enum WriteEnd
{
    Written,

    /// <summary>The ledger denied the grant.</summary>
    GrantRefused,

    /// <summary>The ledger could not decide yet.</summary>
    GrantPostponed,

    /// <summary>The object has moved on, or is gone: the next pass decides on what it is now.</summary>
    Conflict,

    Forbidden,
    Throttled,

    /// <summary>The write may or may not have taken effect.</summary>
    Unanswered,

    /// <summary>Any other answer of the API server.</summary>
    WriteFailed,
}
