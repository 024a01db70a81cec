using System.Diagnostics;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Metrics;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

/// <summary>Asks the operator's handler about the review that the middleware kept.</summary>
internal sealed class ReviewedVerdict(ReviewJudge judge, TimeProvider time) : IReviewedVerdict
{
    public async Task<AdmissionVerdict> OfAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Items[ReviewInHand.Item] is not ReviewInHand hand)
        {
            return AdmissionVerdict.Deny("There is no webhook at this address.", StatusCodes.Status404NotFound, "NotFound");
        }

        var start = time.GetTimestamp();
        var verdict = await judge.JudgeAsync(hand.Handler(), hand.Webhook, hand.Review, cancellationToken);
        HostMetrics.AdmissionSeconds.Record(
            time.GetElapsedTime(start).TotalSeconds,
            new TagList { { "webhook", hand.Webhook.Name }, { "answer", verdict.IsAllowed ? "allowed" : "denied" } });
        return verdict with { Warnings = AdmissionWarnings.Fit(verdict.Warnings) };
    }
}
