using System.Net;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <param name="Verdict">What the client is told.</param>
/// <param name="Outcome">For metrics: allowed, advised, refused or retry.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Budgets">Told by an event when they refused, or would have.</param>
/// <param name="ForTenants">The message without what the object's own namespace may not know; null when it holds nothing such.</param>
internal sealed record GateDecision(
    AdmissionVerdict Verdict, string Outcome, string Reason, IReadOnlyList<GovernedBudget> Budgets, string? ForTenants = null)
{
    public static GateDecision Allow(string reason, params string[] warnings) =>
        new(AdmissionVerdict.Allow(warnings), "allowed", reason, []);

    /// <summary>Admitted by an advisory budget that would have refused.</summary>
    public static GateDecision Advise(string reason, string warning, IReadOnlyList<GovernedBudget> budgets) =>
        new(AdmissionVerdict.Allow(warning), "advised", reason, budgets);

    public static GateDecision Refuse(string reason, string message, IReadOnlyList<GovernedBudget> budgets) =>
        new(AdmissionVerdict.Deny(message), "refused", reason, budgets);

    public static GateDecision RetryLater(string reason, string message) =>
        new(AdmissionVerdict.Deny(message, (int)HttpStatusCode.TooManyRequests, "TooManyRequests"), "retry", reason, []);

    public static GateDecision Malformed(string message) =>
        new(AdmissionVerdict.Deny(message, (int)HttpStatusCode.BadRequest, "BadRequest"), "refused", "Malformed", []);
}
