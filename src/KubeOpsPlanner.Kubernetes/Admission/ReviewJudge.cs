using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>Asks a handler and makes a verdict of whatever happens: what cannot be judged is not admitted.</summary>
internal sealed class ReviewJudge(TimeProvider time, ILogger logger)
{
    // Leaves the answer a little time to travel before the API server stops listening.
    private const double ShareOfTimeout = 0.9;

    public async Task<AdmissionVerdict> JudgeAsync(
        IAdmissionHandler handler, AdmissionWebhook webhook, AdmissionReview review, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(webhook.TimeoutSeconds * ShareOfTimeout), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // A handler that ignores its token must not hold the answer back either.
            return await handler.ReviewAsync(review, linked.Token).WaitAsync(linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            logger.LogWarning("{Webhook} had no verdict on {Resource} {Key} in time", webhook.Name, review.Resource.Resource, review.Key);
            return AdmissionVerdict.Deny(
                $"{webhook.Name} could not judge this within {webhook.TimeoutSeconds} s: try again", 504, "Timeout");
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var reference = Guid.NewGuid().ToString("N")[..12];
            logger.LogError(
                error, "{Webhook} failed on {Operation} {Resource} {Key} (reference {Reference})",
                webhook.Name, review.Operation, review.Resource.Resource, review.Key, reference);
            return AdmissionVerdict.Deny(
                $"{webhook.Name} failed to judge this; the operator's log has the reason under reference {reference}",
                500, "InternalError");
        }
    }
}
