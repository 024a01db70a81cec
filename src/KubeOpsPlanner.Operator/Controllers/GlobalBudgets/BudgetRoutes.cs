using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Which budgets a change concerns.</summary>
public static class BudgetRoutes
{
    public static IEnumerable<ObjectKey> OfPlan(Entity<PoolPlanSpec, PoolPlanStatus> plan) =>
        plan.Spec is { Environment: PlanEnvironment.GlobalPlanner, BudgetRef: { } budget } ? [ObjectKey.Cluster(budget.Name)] : [];

    /// <summary>
    /// A selector may match any namespace, and holds on to those that left it while GPUs are in use there; so a change
    /// anywhere may concern it.
    /// </summary>
    public static IEnumerable<ObjectKey> OfNamespace(string @namespace, IStore<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> budgets) =>
        from budget in budgets.List()
        where budget.Spec.Namespaces?.Contains(@namespace) ?? true
        select budget.Metadata.Key;
}
