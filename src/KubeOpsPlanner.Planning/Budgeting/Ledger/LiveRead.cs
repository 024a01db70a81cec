namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Whether a call to the API server is under way.</summary>
/// <param name="IsStale">It began before the question came up, so it is made once more when it is back.</param>
/// <param name="RetryAt">The last try failed; the next is due then.</param>
internal readonly record struct LiveRead(TimeSpan? BeganAt, bool IsStale = false, TimeSpan? RetryAt = null)
{
    public static readonly LiveRead None = new(null);

    public bool IsUnderWay => BeganAt is not null;

    public static LiveRead FailedUntil(TimeSpan retryAt) => new(null, RetryAt: retryAt);
}
