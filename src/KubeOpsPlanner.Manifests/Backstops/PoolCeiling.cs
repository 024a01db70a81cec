using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using PoolPlan = KubeOpsPlanner.Entities.Meta.Entity<
    KubeOpsPlanner.Entities.PoolPlans.PoolPlanSpec, KubeOpsPlanner.Entities.PoolPlans.PoolPlanStatus>;

namespace KubeOpsPlanner.Manifests.Backstops;

/// <summary>The most replicas that one pool can have while nothing else holds a GPU of the budget.</summary>
/// <param name="Adapter">The scaling adapter's name, whether or not there is one now.</param>
/// <param name="Reason">Which limits the number follows from.</param>
public sealed record PoolCeiling(ObjectKey Graph, string Component, string Adapter, int MaxReplicas, string Reason)
{
    public string Pool => $"{Graph}/{Component}";

    /// <summary>
    /// Pools whose size in GPUs is known, in order. A pool of unknown shape has no ceiling here, which is one of the reasons why
    /// this is a backstop and not the gate.
    /// </summary>
    /// <param name="graphs">Those that the budget governs.</param>
    public static IReadOnlyList<PoolCeiling> Of(
        Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, IEnumerable<DynamoGraphDeployment> graphs, IReadOnlyCollection<PoolPlan> plans) =>
    [
        .. from graph in graphs.OrderBy(graph => graph.Metadata.Key.ToString(), StringComparer.Ordinal)
           from component in graph.Components.OrderBy(component => component.Name, StringComparer.Ordinal)
           let limits = Limits(budget, graph, component, plans).ToList()
           where component.Shape.GpusPerReplica > 0 && limits.Count > 0
           let gpus = component.Shape.GpusPerReplica!.Value
           select new PoolCeiling(
               graph.Metadata.Key, component.Name, graph.AdapterName(component), limits.Min(limit => limit.Gpus) / gpus,
               $"{gpus} {(gpus == 1 ? "GPU" : "GPUs")} per replica, {string.Join(", ", limits.Select(limit => $"{limit.Who} allows {limit.Gpus}"))}"),
    ];

    private static IEnumerable<(string Who, int Gpus)> Limits(
        Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, DynamoGraphDeployment graph, GraphComponent component, IEnumerable<PoolPlan> plans)
    {
        if (budget.Spec.MaxGpus >= 0)
        {
            yield return ($"GlobalBudget \"{budget.Metadata.Name}\"", budget.Spec.MaxGpus);
        }

        foreach (var plan in plans.Where(plan =>
            plan.Metadata.Namespace == graph.Metadata.Namespace && plan.Spec.TargetRef?.Name == graph.Metadata.Name && plan.Spec.Limits.MaxGpus >= 0))
        {
            var roles = GraphRoles.Find(graph, plan.Spec.Mode, plan.Spec.Backend);
            if (roles.Prefill == component || roles.Decode == component)
            {
                yield return ($"PoolPlan \"{plan.Metadata.Name}\"", plan.Spec.Limits.MaxGpus);
            }
        }
    }
}
