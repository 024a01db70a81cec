namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

public enum VerdictOutcome
{
    Allowed,

    /// <summary>The budget says no: HTTP 403, reason Forbidden.</summary>
    Refused,

    /// <summary>Could not be judged now: HTTP 429, reason TooManyRequests. Asking again may succeed unchanged.</summary>
    RetryLater,
}
