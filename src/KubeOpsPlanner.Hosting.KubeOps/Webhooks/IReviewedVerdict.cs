using KubeOpsPlanner.Hosting.Admission;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

/// <summary>The operator's verdict on the review of a request.</summary>
public interface IReviewedVerdict
{
    /// <returns>A refusal where the request did not come through the middleware.</returns>
    Task<AdmissionVerdict> OfAsync(HttpContext context, CancellationToken cancellationToken);
}
