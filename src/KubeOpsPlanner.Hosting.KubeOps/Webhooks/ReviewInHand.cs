using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

/// <summary>What the middleware leaves in <c>HttpContext.Items</c>: the whole review, of which KubeOps keeps a part.</summary>
internal sealed record ReviewInHand(AdmissionReview Review, AdmissionWebhook Webhook, Func<IAdmissionHandler> Handler)
{
    /// <summary>The key in the items.</summary>
    public static readonly object Item = typeof(ReviewInHand);
}
