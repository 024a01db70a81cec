using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Which components of its graph a plan sizes.</summary>
internal static class PlanPools
{
    /// <summary>Null for a plan without a graph of its own.</summary>
    public static string? TargetOf(Entity<PoolPlanSpec, PoolPlanStatus> plan) =>
        plan.Spec.TargetRef is { Name.Length: > 0 } target ? $"{plan.Metadata.Namespace}/{target.Name}" : null;

    /// <summary>What both plans size, in the graph's spelling; by role while there is no graph. Empty when they get along.</summary>
    public static IReadOnlyList<string> Shared(PoolPlanSpec one, PoolPlanSpec other, DynamoGraphDeployment? graph)
    {
        var roles = Of(one, null).Intersect(Of(other, null), StringComparer.Ordinal).ToList();
        return graph is null
            ? roles
            : [.. Of(one, graph).Intersect(Of(other, graph), StringComparer.Ordinal)];
    }

    public static bool Sizes(PoolPlanSpec plan, DynamoGraphDeployment? graph, string component) =>
        Of(plan, graph).Contains(component, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Of(PoolPlanSpec plan, DynamoGraphDeployment? graph)
    {
        if (graph is not null && GraphRoles.Find(graph, plan.Mode, plan.Backend) is { Failure: null } found)
            return new[] { found.Prefill?.Name, found.Decode?.Name }.OfType<string>();

        // An aggregated pool counts as decode.
        return plan.Mode switch
        {
            PlanMode.Disagg => ["prefill", "decode"],
            PlanMode.Prefill => ["prefill"],
            _ => ["decode"],
        };
    }
}
