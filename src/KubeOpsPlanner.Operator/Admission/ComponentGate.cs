using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Admission.Checks;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Judges writes of component deployments, which never need the ledger.</summary>
public sealed class ComponentGate(GateLookups lookups, PlannerOptions options)
{
    /// <returns>The finding, and the budgets that it is about; null when the component has moved on, so that the request cannot be stored.</returns>
    internal async Task<(GateFinding Finding, IReadOnlyList<GovernedBudget> Budgets)?> FindAsync(
        AdmissionReview review, GateSubject subject, BudgetCatalog catalog, CancellationToken cancellationToken)
    {
        if (await QuestionAsync(subject, cancellationToken) is not { } question)
            return null;

        IReadOnlyList<GovernedBudget> budgets = [.. catalog.Governing(review.Namespace)];
        var graph = question.After.GraphReference is { } owner && !question.GrowsNothing && budgets.Count > 0
            ? await lookups.GraphAsync(new ObjectKey(review.Namespace, owner.Name), owner.Uid, cancellationToken)
            : null;
        return (
            ComponentFollowsItsGraph.Check(
                question, budgets, graph, review.User.Username,
                options.MirrorPrincipals.Contains(review.User.Username, StringComparer.Ordinal), options.Ungoverned),
            budgets);
    }

    private async Task<ComponentQuestion?> QuestionAsync(GateSubject subject, CancellationToken cancellationToken)
    {
        if (subject is GateSubject.OfComponent write)
            return ComponentQuestion.Of(write.Before, write.After);

        var scale = (GateSubject.OfComponentScale)subject;
        var stored = await lookups.ComponentAsync(scale.Before.Metadata, cancellationToken);
        if (stored is null)
            return null;

        var before = stored with { Component = stored.Component with { DeclaredReplicas = scale.Before.Replicas } };
        return ComponentQuestion.Of(before, before with { Component = before.Component with { DeclaredReplicas = scale.After.Replicas } });
    }
}
