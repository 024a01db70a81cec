using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Reads the stores once, so that everything decided in one pass is decided on the same state.</summary>
public sealed class PlanGatherer(
    IStore<Entity<PoolPlanSpec, PoolPlanStatus>> plans,
    IStore<DynamoGraphDeployment> graphs,
    IStore<DynamoGraphDeploymentScalingAdapter> adapters,
    IStore<ConfigMap> configMaps,
    IStore<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> budgets,
    IStore<Service> services,
    IStore<Pod> pods)
{
    /// <returns>Null when the plan is gone.</returns>
    public PlanFacts? Gather(ObjectKey key)
    {
        if (plans.Get(key) is not { } plan)
        {
            return null;
        }

        var target = new ObjectKey(key.Namespace, plan.Spec.TargetRef?.Name ?? "");
        return new PlanFacts(
            plan,
            graphs.Get(target),
            [.. adapters.List().Where(adapter => adapter.Metadata.Namespace == target.Namespace && adapter.GraphName == target.Name)],
            plan.Spec.Profile.ConfigMapRef is { } profile ? configMaps.Get(new ObjectKey(key.Namespace, profile.Name)) : null,
            plan.Spec.BudgetRef is { } budget ? budgets.Get(ObjectKey.Cluster(budget.Name)) : null,
            [.. services.List().Where(service => service.Metadata.Namespace == target.Namespace && BelongsTo(service, target.Name))],
            [.. pods.List().Where(pod => pod.Metadata.Namespace == target.Namespace && pod.Graph == target.Name)]);
    }

    /// <remarks>An ExternalName leads out of the cluster, whatever its labels say.</remarks>
    private static bool BelongsTo(Service service, string graph) =>
        service.ExternalName is null
        && (service.Metadata.Labels.GetValueOrDefault(PlannerNames.GraphLabel) == graph
            || service.Selector.GetValueOrDefault(PlannerNames.GraphLabel) == graph);
}
