using System.Net;
using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>The rules of our own kinds that a schema cannot express.</summary>
public sealed class ValidationHandler(
    IStore<Entity<PoolPlanSpec, PoolPlanStatus>> plans,
    IStore<DynamoGraphDeployment> graphs,
    IStore<Namespace> namespaces,
    ILedgerJudge ledger) : IAdmissionHandler
{
    public const string PlansByTarget = "target";

    private const string NotActedUpon =
        "the request is valid and is kept, but this version acts upon none: nothing is profiled or deployed; "
        + "\"kubectl planner import\" makes a PoolPlan of the planner that it configures";

    /// <summary>The values of <see cref="PlansByTarget"/>.</summary>
    public static IEnumerable<string> TargetsOf(Entity<PoolPlanSpec, PoolPlanStatus> plan) =>
        PlanPools.TargetOf(plan) is { } target ? [target] : [];

    public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken) =>
        Task.FromResult(Review(review));

    private AdmissionVerdict Review(AdmissionReview review)
    {
        if (review.Operation is not (AdmissionOperation.Create or AdmissionOperation.Update))
            return AdmissionVerdict.Allow();

        if (review.Object is not { ValueKind: JsonValueKind.Object } entity)
        {
            return AdmissionVerdict.Deny(
                $"request.object of this {review.Operation.ToString().ToUpperInvariant()} of {review.Key} is missing or no object",
                (int)HttpStatusCode.BadRequest, "BadRequest");
        }

        var kind = review.Kind.Kind;
        if (Kinds.Definitions.All(known => known.Api.Kind != kind))
            return AdmissionVerdict.Deny($"there are no rules for the kind \"{kind}\"", (int)HttpStatusCode.BadRequest, "BadRequest");

        var old = review.OldObject is { ValueKind: JsonValueKind.Object } stored ? stored : (JsonElement?)null;
        if (EntityValidation.Validate(kind, entity, old) is { Count: > 0 } errors)
            return Invalid(kind, review, string.Join("; ", errors));

        if (kind == Kinds.PoolPlans.Api.Kind && PlanOfTheSamePool(review, entity) is { } conflict)
            return Invalid(kind, review, conflict);

        return kind == Kinds.GlobalBudgets.Api.Kind ? AdmissionVerdict.Allow([.. Warnings(review, entity)])
            : kind == Kinds.PoolPlans.Api.Kind ? AdmissionVerdict.Allow([.. PlanWarnings(review, entity)])
            : kind == Kinds.GraphRequests.Api.Kind && old is null ? AdmissionVerdict.Allow(NotActedUpon)
            : AdmissionVerdict.Allow();
    }

    private static AdmissionVerdict Invalid(string kind, AdmissionReview review, string message) =>
        AdmissionVerdict.Deny($"{kind} \"{review.Key}\" is invalid: {message}", (int)HttpStatusCode.UnprocessableEntity, "Invalid");

    private string? PlanOfTheSamePool(AdmissionReview review, JsonElement entity)
    {
        var plan = Kinds.PoolPlans.Read(entity);
        plan = plan with { Metadata = plan.Metadata with { Namespace = review.Namespace } };
        if (PlanPools.TargetOf(plan) is not { } target)
            return null;

        var graph = graphs.Get(new ObjectKey(review.Namespace, plan.Spec.TargetRef!.Name));
        foreach (var other in plans.ByIndex(PlansByTarget, target).OrderBy(other => other.Metadata.Name, StringComparer.Ordinal))
        {
            if (other.Metadata.Name != plan.Metadata.Name
                && !other.Metadata.IsBeingDeleted
                && PlanPools.Shared(plan.Spec, other.Spec, graph) is { Count: > 0 } shared)
            {
                return $"spec.targetRef.name: {string.Join(" and ", shared)} of graph {target} {(shared.Count == 1 ? "is" : "are")} planned by PoolPlan \"{other.Metadata.Name}\" already: "
                    + "change spec.mode of one of them, or delete one";
            }
        }

        return null;
    }

    private IEnumerable<string> PlanWarnings(AdmissionReview review, JsonElement entity)
    {
        var spec = Kinds.PoolPlans.Read(entity).Spec;
        var floors = FloorAdvice.Of(spec, spec.TargetRef is { } target ? graphs.Get(new ObjectKey(review.Namespace, target.Name)) : null);
        return PlanAdvice.Of(spec).Select(advice => advice.ToString()).Concat(floors is null ? [] : [floors]);
    }

    private IEnumerable<string> Warnings(AdmissionReview review, JsonElement entity)
    {
        if (ledger.Catalog is not { } catalog)
            return [];

        var budget = Kinds.GlobalBudgets.Read(entity);
        var resolved = BudgetCatalog.Resolve([budget], namespaces.List(), BudgetCatalog.Empty, static _ => false).All.Single();
        return
        [
            .. catalog.All
                .Where(other => other.Name != budget.Metadata.Name && other.Namespaces.Overlaps(resolved.Namespaces))
                .Select(other =>
                    $"GlobalBudget \"{other.Name}\" governs {string.Join(", ", other.Namespaces.Intersect(resolved.Namespaces))} too: graphs there may only shrink "
                    + $"until one of \"{other.Name}\" and \"{review.Name}\" leaves them out"),
            .. BudgetAdvice.Of(budget.Spec, resolved.Namespaces, namespaces.List()),
        ];
    }
}
