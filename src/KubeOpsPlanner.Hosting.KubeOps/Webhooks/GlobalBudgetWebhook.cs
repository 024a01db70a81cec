using KubeOps.Operator.Web.Webhooks.Admission.Validation;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

// KubeOps finds webhooks that derive from its base directly, and their operations by what they declare themselves.
[ValidationWebhook(typeof(GlobalBudgetEntity))]
public sealed class GlobalBudgetWebhook(IReviewedVerdict verdicts) : ValidationWebhook<GlobalBudgetEntity>
{
    public override async Task<ValidationResult> CreateAsync(
        GlobalBudgetEntity entity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    public override async Task<ValidationResult> UpdateAsync(
        GlobalBudgetEntity oldEntity, GlobalBudgetEntity newEntity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    public override async Task<ValidationResult> DeleteAsync(
        GlobalBudgetEntity entity, bool dryRun, CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken);

    private async Task<ValidationResult> AnswerAsync(CancellationToken cancellationToken)
    {
        var verdict = await verdicts.OfAsync(HttpContext, cancellationToken);
        return verdict.IsAllowed ? Success([.. verdict.Warnings]) : Fail(verdict.Message, verdict.Code);
    }
}
