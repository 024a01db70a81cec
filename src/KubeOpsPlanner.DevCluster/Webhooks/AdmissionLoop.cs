using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Carries the core's questions to webhooks and its conclusions back, until there is an answer for the client.</summary>
public sealed class AdmissionLoop(WebhookClient client, TimeProvider time)
{
    public async Task<ApiResult> CompleteAsync(ApiResult result, CancellationToken cancellationToken)
    {
        while (result is ApiAdmission admission)
        {
            var answers = await AskAsync(admission.Calls, cancellationToken).ConfigureAwait(false);
            result = admission.Resume(answers, time.GetUtcNow());
        }
        return result;
    }

    // A mutation must be seen by the next webhook, so the core asks for those one batch at a time and in order;
    // validating webhooks do not depend on each other.
    private async Task<IReadOnlyList<WebhookAnswer>> AskAsync(
        IReadOnlyList<WebhookCall> calls, CancellationToken cancellationToken)
    {
        if (!calls.Any(call => call.IsMutating))
            return await Task.WhenAll(calls.Select(call => client.AskAsync(call, cancellationToken))).ConfigureAwait(false);
        var answers = new List<WebhookAnswer>(calls.Count);
        foreach (var call in calls)
            answers.Add(await client.AskAsync(call, cancellationToken).ConfigureAwait(false));
        return answers;
    }
}
