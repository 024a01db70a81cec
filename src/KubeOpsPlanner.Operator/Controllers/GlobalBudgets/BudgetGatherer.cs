using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Reads the stores and the ledger once, so that everything decided in one pass is decided on the same state.</summary>
public sealed class BudgetGatherer(
    IStore<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> budgets,
    IStore<Entity<PoolPlanSpec, PoolPlanStatus>> plans,
    IStore<DynamoGraphDeployment> graphs,
    IStore<DynamoGraphDeploymentScalingAdapter> adapters,
    IStore<Namespace> namespaces,
    IBudgetLedger ledger,
    UnseenWrites unseen,
    PlannerOptions options)
{
    /// <returns>Null when the budget is gone.</returns>
    public BudgetFacts? Gather(string name)
    {
        if (budgets.Get(ObjectKey.Cluster(name)) is not { Metadata.IsBeingDeleted: false } budget)
        {
            return null;
        }

        // The picture first: what the stores show afterwards is at least as new as what was charged.
        var picture = ledger.Picture(name);
        var now = options.DomainClock.GetUtcNow();
        return new BudgetFacts(
            budget, picture,
            picture is null ? [] : Graphs(name, [.. picture.Namespaces], now),
            picture is null ? new HashSet<string>() : Overlapped(picture),
            now,
            budget.Spec.Mode == BudgetMode.Advisory && picture?.OverlappingBudgets.All(IsAdvisory) == true);
    }

    private IReadOnlyList<GovernedGraph> Graphs(string budget, HashSet<string> governed, DateTimeOffset now)
    {
        unseen.Prune(StoreHolds);
        var adaptersOf = adapters.List()
            .Where(adapter => governed.Contains(adapter.Metadata.Namespace))
            .ToLookup(adapter => new ObjectKey(adapter.Metadata.Namespace, adapter.GraphName));
        var plansOf = plans.List()
            .Where(plan => governed.Contains(plan.Metadata.Namespace) && IsInForce(plan, budget, now))
            .OrderBy(plan => plan.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
            .ThenBy(plan => plan.Metadata.Name, StringComparer.Ordinal)
            .ToLookup(plan => new ObjectKey(plan.Metadata.Namespace, plan.Spec.TargetRef!.Name));
        return
        [
            .. graphs.List()
                .Where(graph => governed.Contains(graph.Metadata.Namespace))
                .Select(graph => Governed(graph, [.. adaptersOf[graph.Metadata.Key]], [.. plansOf[graph.Metadata.Key]])),
        ];
    }

    private GovernedGraph Governed(
        DynamoGraphDeployment graph,
        IReadOnlyList<DynamoGraphDeploymentScalingAdapter> own,
        IReadOnlyList<Entity<PoolPlanSpec, PoolPlanStatus>> planned) => new(
            graph, own, planned,
            unseen.Awaits(GraphKinds.Graphs.Api, graph.Metadata)
                || own.Any(adapter => unseen.Awaits(GraphKinds.ScalingAdapters.Api, adapter.Metadata)));

    private static bool IsInForce(Entity<PoolPlanSpec, PoolPlanStatus> plan, string budget, DateTimeOffset now) =>
        plan.Spec is { Environment: PlanEnvironment.GlobalPlanner, Advisory: false, TargetRef: not null }
        && plan.Spec.BudgetRef?.Name == budget
        && !plan.Metadata.IsBeingDeleted
        && !Suspension.IsActive(plan.Metadata, now);

    /// <remarks>An overlap that cannot be found again may be anywhere.</remarks>
    private IReadOnlySet<string> Overlapped(BudgetPicture picture)
    {
        if (picture.OverlappingBudgets.Count == 0)
        {
            return new HashSet<string>();
        }

        var others = picture.OverlappingBudgets.Select(name => budgets.Get(ObjectKey.Cluster(name))?.Spec).OfType<GlobalBudgetSpec>().ToList();
        var shared = picture.Namespaces
            .Where(name => others.Any(other => BudgetScope.Covers(other, name, namespaces.Get(ObjectKey.Cluster(name)))))
            .ToHashSet(StringComparer.Ordinal);
        return shared.Count > 0 ? shared : picture.Namespaces.ToHashSet(StringComparer.Ordinal);
    }

    /// <remarks>One that cannot be found may be strict.</remarks>
    private bool IsAdvisory(string name) => budgets.Get(ObjectKey.Cluster(name))?.Spec.Mode == BudgetMode.Advisory;

    private bool StoreHolds(string plural, ObjectKey key) =>
        plural == GraphKinds.Graphs.Api.Plural ? graphs.Get(key) is not null : adapters.Get(key) is not null;
}
