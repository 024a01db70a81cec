namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <param name="Refusal">Also on an allowed change of an advisory budget: what it would have refused.</param>
public sealed record LedgerVerdict(
    VerdictOutcome Outcome, VerdictReason Reason, Refusal? Refusal = null, FloorBreach? FloorBreach = null)
{
    /// <summary>Nothing was judged; allowed all the same where the budget only advises.</summary>
    public bool IsUndecided => Reason is VerdictReason.Ungoverned or VerdictReason.LedgerRebuilding or VerdictReason.LedgerUnavailable
        or VerdictReason.HeldElsewhere or VerdictReason.StoreBehind or VerdictReason.Contended or VerdictReason.TooManyOpen;

    public bool IsAllowed => Outcome == VerdictOutcome.Allowed;

    public static LedgerVerdict Allow(VerdictReason reason) => new(VerdictOutcome.Allowed, reason);

    public static LedgerVerdict Refuse(VerdictReason reason, Refusal refusal) => new(VerdictOutcome.Refused, reason, refusal);

    public static LedgerVerdict RetryLater(VerdictReason reason) => new(VerdictOutcome.RetryLater, reason);
}
