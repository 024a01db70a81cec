using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Reads the pools of the governed graphs.</summary>
public static class PoolReading
{
    public static IReadOnlyList<PoolFacts> Of(BudgetFacts facts, BudgetPicture picture)
    {
        var priorities = new PriorityTable(
            facts.Spec.Priority.Default, facts.Spec.Priority.Pools.Select(pool => (pool.Selector, pool.Priority)));
        var pictures = picture.Graphs.ToDictionary(graph => graph.Graph);
        return
        [
            .. facts.Graphs.SelectMany(graph => OfGraph(
                graph, pictures.GetValueOrDefault(graph.Key), priorities, HoldOf(facts, picture, graph), facts.Now)),
        ];
    }

    private static IEnumerable<PoolFacts> OfGraph(
        GovernedGraph governed, GraphPicture? picture, PriorityTable priorities, string? hold, DateTimeOffset now)
    {
        var planned = PlannedPools.Of(governed, now);
        var vector = governed.Graph.Vector(governed.Adapters);
        foreach (var named in vector.Entries.GroupBy(entry => entry.Component, StringComparer.Ordinal))
        {
            var id = new PoolId(governed.Key.Namespace, governed.Key.Name, named.Key);
            var charged = picture?.Pools.FirstOrDefault(pool => pool.Component == named.Key);
            var replicas = (int)Math.Min(int.MaxValue, named.Sum(entry => (long)entry.Replicas));
            var component = governed.Graph.Component(named.Key)!;

            // Two components of one name cannot be told apart in a write.
            var plan = named.Count() == 1 ? planned.GetValueOrDefault(named.Key) : null;
            var lacksAdapter = component.HasScalingAdapter && governed.AdapterOf(component) is null;
            var held = hold ?? (lacksAdapter ? BudgetReasons.AdapterMissing : null);
            var shape = named.Select(entry => entry.Shape.GpusPerReplica).Aggregate((a, b) => a is null || b is null ? null : Math.Max(a.Value, b.Value));
            yield return new PoolFacts(
                new PoolState(id, replicas, shape ?? charged?.GpusPerReplica)
                {
                    Proposal = plan?.Proposal,
                    EndpointFloor = plan?.EndpointFloor ?? 0,
                    Priority = priorities.Of(id),
                    Writable = plan is not null,
                    MayGrow = held is null && IsReady(governed, component, replicas),
                },
                plan,
                held);
        }
    }

    /// <summary>
    /// All replicas that the pool asks for serve. A component that nothing is known about is not ready, except that none
    /// are surely there when none are asked for. Other components of the graph do not count.
    /// </summary>
    private static bool IsReady(GovernedGraph governed, GraphComponent component, int replicas) =>
        replicas == 0
        || (governed.Graph.IsStatusCurrent && component.Replicas == replicas && component.Status?.Serving >= replicas);

    private static string? HoldOf(BudgetFacts facts, BudgetPicture picture, GovernedGraph graph) =>
        facts.OverlappedNamespaces.Contains(graph.Key.Namespace) ? BudgetReasons.OverlappingBudgets
        : picture.IsRebuilding ? BudgetReasons.LedgerNotReady
        : picture.BindingGeneration != facts.Budget.Metadata.Generation ? BudgetReasons.CeilingNotRecorded
        : null;
}
