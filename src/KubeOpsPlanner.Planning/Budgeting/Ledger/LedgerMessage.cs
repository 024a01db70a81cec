using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>A verdict in words.</summary>
/// <param name="Code">HTTP status: 200, 403 when refused for good reason, 429 when asking again may succeed unchanged.</param>
/// <param name="Reason">A Kubernetes Status reason; empty when allowed.</param>
/// <param name="Text">One sentence; empty when allowed.</param>
public sealed record LedgerMessage(int Code, string Reason, string Text, ImmutableArray<string> Warnings)
{
    public static LedgerMessage Of(LedgerVerdict verdict, LedgerAudience audience) => verdict.Outcome switch
    {
        VerdictOutcome.Allowed => new(200, "", "", Warn(verdict, audience)),
        VerdictOutcome.Refused => new(403, "Forbidden", RefusalSentence.Of(verdict.Reason, verdict.Refusal!, audience), []),
        _ => new(429, "TooManyRequests", RetrySentence(verdict.Reason), []),
    };

    private static ImmutableArray<string> Warn(LedgerVerdict verdict, LedgerAudience audience)
    {
        if (verdict.Refusal is { } refusal)
            return [$"advisory, would be refused: {RefusalSentence.Of(verdict.Reason, refusal, audience)}"];

        if (verdict.IsUndecided)
            return [$"advisory, would be put off: {RetrySentence(verdict.Reason)}"];

        return verdict.FloorBreach is { } floor
            ? [$"GlobalBudget \"{floor.Budget}\" keeps at least {floor.MinGpus} GPUs; this change leaves {floor.RemainingGpus}, which its plans will restore"]
            : [];
    }

    private static string RetrySentence(VerdictReason reason) => reason switch
    {
        VerdictReason.LedgerRebuilding =>
            "the GPU ledger was missing or changed by hand and is being rebuilt, which takes about 75 seconds: try again then; shrinking is possible now",
        VerdictReason.Ungoverned =>
            "the budgets that govern this namespace were changed a moment ago: try again now",
        VerdictReason.HeldElsewhere =>
            "changes that another GlobalBudget admitted in this namespace are not yet stored: try again in a moment; shrinking is possible now",
        VerdictReason.StoreBehind =>
            "the operator has not yet seen the state that this change starts from: try again in a moment",
        VerdictReason.Contended =>
            "many changes were made to the GPU ledger at the same time: try again in a moment",
        VerdictReason.TooManyOpen =>
            "too many changes are admitted and not yet stored: try again when some of them have settled",
        _ => "the GPU ledger could not be read or written in time, and growth is not admitted without it: try again in a moment",
    };
}
