using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>One graph of a governed namespace, and what may change it.</summary>
/// <param name="Adapters">All scaling adapters of the graph.</param>
/// <param name="Plans">Plans that name the budget and are in force, the oldest first: it wins where two name one component.</param>
/// <param name="HasUnseenWrite">An own write of the graph or of an adapter has not come back through the watch yet.</param>
public sealed record GovernedGraph(
    DynamoGraphDeployment Graph,
    IReadOnlyList<DynamoGraphDeploymentScalingAdapter> Adapters,
    IReadOnlyList<Entity<PoolPlanSpec, PoolPlanStatus>> Plans,
    bool HasUnseenWrite)
{
    public ObjectKey Key => Graph.Metadata.Key;

    /// <summary>One adapter per component, because that many can be written; the Dynamo operator's own where there are several.</summary>
    public IEnumerable<DynamoGraphDeploymentScalingAdapter> WritableAdapters => Adapters
        .Select(adapter => (Component: Graph.ComponentOfAdapter(adapter), Adapter: adapter))
        .Where(pair => pair.Component is not null)
        .GroupBy(pair => pair.Component!.Name, StringComparer.Ordinal)
        .Select(group => group
            .OrderByDescending(pair => pair.Adapter.Metadata.Name == Graph.AdapterName(pair.Component!))
            .ThenBy(pair => pair.Adapter.Metadata.Name, StringComparer.Ordinal)
            .First().Adapter);

    public DynamoGraphDeploymentScalingAdapter? AdapterOf(GraphComponent component) =>
        WritableAdapters.FirstOrDefault(adapter => Graph.ComponentOfAdapter(adapter)?.Name == component.Name);
}
