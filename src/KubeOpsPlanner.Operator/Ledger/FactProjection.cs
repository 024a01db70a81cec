using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>What the ledger needs of the objects that the stores hold.</summary>
internal static class FactProjection
{
    /// <param name="pods">Live pods of the graph; null when pods are not known, which is not the same as none.</param>
    public static GraphFacts Of(DynamoGraphDeployment graph, IEnumerable<Pod>? pods) => new(
        IdOf(graph), graph.Metadata.Uid, graph.Metadata.Version ?? 0, Vector(graph.Vector()), Vector(graph.Observed(pods)));

    public static ComponentFacts Of(DynamoComponentDeployment component) => new(
        IdOf(component),
        component.Metadata.Uid,
        component.GraphReference is { } graph ? new GraphId(component.Metadata.Namespace, graph.Name) : null,
        component.GraphReference?.Uid ?? "",
        Vector(ReplicaVector.Of([component.Component])));

    /// <param name="graph">Spells the component; without it the adapter's own spelling has to do.</param>
    public static AdapterFacts Of(DynamoGraphDeploymentScalingAdapter adapter, DynamoGraphDeployment? graph) => new(
        adapter.Metadata.Namespace,
        adapter.Metadata.Name,
        adapter.Metadata.Uid,
        adapter.Metadata.Version ?? 0,
        new GraphId(adapter.Metadata.Namespace, adapter.GraphName),
        ComponentOf(adapter, graph),
        adapter.Replicas ?? 0);

    public static BudgetLimits Of(GovernedBudget budget) => new(
        budget.Name,
        budget.Metadata.Uid,
        budget.Metadata.Generation,
        budget.Spec.MaxGpus,
        budget.Spec.MinGpus,
        budget.Spec.Mode == BudgetMode.Advisory ? EnforcementMode.Advisory : EnforcementMode.Active,
        budget.Namespaces,
        budget.FirstLedger);

    public static GraphId IdOf(DynamoGraphDeployment graph) => new(graph.Metadata.Namespace, graph.Metadata.Name);

    /// <remarks>No graph has a <c>/</c> in its name.</remarks>
    public static GraphId IdOf(DynamoComponentDeployment component) =>
        new(component.Metadata.Namespace, $"dcd/{component.Metadata.Name}");

    public static string ComponentOf(DynamoGraphDeploymentScalingAdapter adapter, DynamoGraphDeployment? graph) =>
        graph?.ComponentOfAdapter(adapter)?.Name ?? adapter.ComponentName;

    /// <remarks>A component that is named twice holds both: what cannot be told apart is counted in full.</remarks>
    public static GpuVector Vector(ReplicaVector vector)
    {
        var pools = GpuVector.Empty.Pools.ToBuilder();
        foreach (var entry in vector.Entries)
        {
            var size = new PoolSize(entry.Replicas, entry.Shape.GpusPerReplica);
            pools[entry.Component] = pools.TryGetValue(entry.Component, out var other) ? Both(other, size) : size;
        }

        return new GpuVector(pools.ToImmutable());
    }

    /// <summary>
    /// The graph with shapes that were known before carried over where the pods of a replica are the same: right after a
    /// write the status, which alone tells the size of a resource claim, is not current.
    /// </summary>
    public static DynamoGraphDeployment CarryShapes(DynamoGraphDeployment? before, DynamoGraphDeployment now)
    {
        if (before is null || before.Metadata.Uid != now.Metadata.Uid || now.Components.All(component => component.Shape.IsKnown))
            return now;

        return now with
        {
            Components =
            [
                .. now.Components.Select(component =>
                    !component.Shape.IsKnown
                    && before.Component(component.Name) is { Shape.IsKnown: true } old
                    && old.TemplateDigest == component.TemplateDigest
                        ? component with { Shape = old.Shape }
                        : component),
            ],
        };
    }

    private static PoolSize Both(PoolSize left, PoolSize right) => new(
        (int)Math.Min(int.MaxValue, (long)left.Replicas + right.Replicas),
        left.GpusPerReplica is { } a && right.GpusPerReplica is { } b ? Math.Max(a, b) : null);
}
