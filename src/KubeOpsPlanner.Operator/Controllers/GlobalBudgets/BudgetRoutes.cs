using System.Collections.Concurrent;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Which budgets a change concerns. Learnt from every pass, so it knows all budgets after the first.</summary>
public sealed class BudgetRoutes
{
    private readonly ConcurrentDictionary<string, Route> _routes = new(StringComparer.Ordinal);

    public void Learn(BudgetFacts facts) => _routes[facts.Name] = new Route(
        facts.Spec, (facts.Picture?.Namespaces ?? facts.Spec.Namespaces ?? []).ToHashSet(StringComparer.Ordinal));

    public void Forget(string budget) => _routes.TryRemove(budget, out _);

    public IEnumerable<ObjectKey> OfNamespace(Namespace changed) => Keys(route =>
        route.Governed.Contains(changed.Metadata.Name) || BudgetScope.Covers(route.Spec, changed.Metadata.Name, changed));

    /// <param name="changed">A graph or an adapter.</param>
    public IEnumerable<ObjectKey> OfGoverned(IKubernetesObject changed) =>
        Keys(route => route.Governed.Contains(changed.Metadata.Namespace));

    public static IEnumerable<ObjectKey> OfPlan(Entity<PoolPlanSpec, PoolPlanStatus> plan) =>
        plan.Spec is { Environment: PlanEnvironment.GlobalPlanner, BudgetRef: { } budget } ? [ObjectKey.Cluster(budget.Name)] : [];

    private IEnumerable<ObjectKey> Keys(Func<Route, bool> concerns) =>
        [.. _routes.Where(entry => concerns(entry.Value)).Select(entry => ObjectKey.Cluster(entry.Key))];

    private sealed record Route(GlobalBudgetSpec Spec, HashSet<string> Governed);
}
