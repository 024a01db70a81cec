using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Everything that the stores say about one plan at one moment.</summary>
/// <param name="Target">Null when there is no such graph.</param>
/// <param name="Profile">Null when there is no such ConfigMap.</param>
/// <param name="Budget">Null when the plan names none, or there is none of that name.</param>
/// <param name="Services">Services of the graph's namespace that belong to the graph.</param>
/// <param name="Pods">Pods of the graph.</param>
public sealed record PlanFacts(
    Entity<PoolPlanSpec, PoolPlanStatus> Plan,
    DynamoGraphDeployment? Target,
    IReadOnlyList<DynamoGraphDeploymentScalingAdapter> Adapters,
    ConfigMap? Profile,
    Entity<GlobalBudgetSpec, GlobalBudgetStatus>? Budget,
    IReadOnlyList<Service> Services,
    IReadOnlyList<Pod> Pods)
{
    public PoolPlanSpec Spec => Plan.Spec;

    /// <summary>Where the plan's graph is, whether it exists or not.</summary>
    public ObjectKey TargetKey => new(Plan.Metadata.Namespace, Plan.Spec.TargetRef?.Name ?? "");
}
