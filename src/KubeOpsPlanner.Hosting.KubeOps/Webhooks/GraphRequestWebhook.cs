using KubeOps.Operator.Web.Webhooks.Admission.Validation;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

// KubeOps finds webhooks that derive from its base directly, and their operations by what they declare themselves.
[ValidationWebhook(typeof(GraphRequestEntity))]
public sealed class GraphRequestWebhook(IReviewedVerdict verdicts) : ValidationWebhook<GraphRequestEntity>
{
    public override async Task<ValidationResult> CreateAsync(
        GraphRequestEntity entity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    public override async Task<ValidationResult> UpdateAsync(
        GraphRequestEntity oldEntity, GraphRequestEntity newEntity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    public override async Task<ValidationResult> DeleteAsync(
        GraphRequestEntity entity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    private async Task<ValidationResult> AnswerAsync(CancellationToken cancellationToken)
    {
        var verdict = await verdicts.OfAsync(HttpContext, cancellationToken);
        return verdict.IsAllowed ? Success([.. verdict.Warnings]) : Fail(verdict.Message, verdict.Code);
    }
}
