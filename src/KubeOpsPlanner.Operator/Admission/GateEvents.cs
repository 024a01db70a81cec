using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Tells of a refusal, or of what an advisory budget would have refused, where people look for it.</summary>
internal static class GateEvents
{
    private static readonly IReadOnlyDictionary<string, ApiResource> Governed = new[]
    {
        GraphKinds.Graphs.Api, GraphKinds.ScalingAdapters.Api, GraphKinds.ComponentDeployments.Api,
    }.ToDictionary(api => api.Plural, StringComparer.Ordinal);

    /// <remarks>An object that was not created has no events.</remarks>
    public static void Record(IEventRecorder events, AdmissionReview review, GateDecision decision)
    {
        var isAdvice = decision.Outcome == "advised";
        var kind = isAdvice ? EventKind.Normal : EventKind.Warning;
        var message = isAdvice ? decision.Verdict.Warnings[0] : decision.Verdict.Message;
        var what = $"{review.Operation.ToString().ToUpperInvariant()} of {review.Resource.Resource} {review.Key} by {review.User.Username}";
        foreach (var budget in decision.Budgets)
        {
            events.Record(
                Kinds.GlobalBudgets.Api, budget.Metadata, kind, decision.Reason, isAdvice ? $"{what}: {message}" : $"refused {what}: {message}");
        }

        if (Stored(review) is { } about && Governed.TryGetValue(review.Resource.Resource, out var api))
            events.Record(api, about, kind, decision.Reason, $"{(isAdvice ? "" : "refused: ")}{decision.ForTenants ?? message} (asked by {review.User.Username})");
    }

    private static ObjectMeta? Stored(AdmissionReview review) =>
        review.OldObject is { ValueKind: JsonValueKind.Object } stored
            ? KubernetesJson.ReadMeta(stored) with { Namespace = review.Namespace, Name = review.Name }
            : null;
}
