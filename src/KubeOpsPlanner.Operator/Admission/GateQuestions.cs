using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Turns both sides of a request into a question.</summary>
public static class GateQuestions
{
    /// <param name="before">Null for a creation.</param>
    public static GateQuestion OfGraph(DynamoGraphDeployment? before, DynamoGraphDeployment after)
    {
        var change = GraphChange.Between(before, after);
        var old = FactProjection.Vector(change.Before);
        // What was known about other pods of unknown size says nothing about these.
        foreach (var entry in change.UnknownGrowth)
            old = new GpuVector(old.Pools.Remove(entry.Component));

        return new GateQuestion(
            BaseOf(GovernedKind.Graph, before?.Metadata, after.Metadata),
            FactProjection.IdOf(after),
            old,
            FactProjection.Vector(change.After),
            change.LeavesReplicasAndShape,
            change.Grows);
    }

    /// <param name="before">Null for a creation.</param>
    /// <param name="graph">The graph that the adapter scales, as far as it is known; it tells the shape.</param>
    public static GateQuestion OfAdapter(
        DynamoGraphDeploymentScalingAdapter? before, DynamoGraphDeploymentScalingAdapter after, DynamoGraphDeployment? graph)
    {
        var isSameGraph = before is not null && before.GraphName == after.GraphName;
        var old = isSameGraph ? Vector(before!, graph) : GpuVector.Empty;
        var target = Vector(after, graph);
        var (component, wanted) = target.Pools.Single();
        var held = old.Pools.TryGetValue(component, out var own) ? own : new PoolSize(0, wanted.GpusPerReplica);
        var ofGraph = graph?.Component(component)?.Replicas ?? 0;
        return new GateQuestion(
            BaseOf(GovernedKind.Adapter, before?.Metadata, after.Metadata),
            new GraphId(after.Metadata.Namespace, after.GraphName),
            old,
            target,
            isSameGraph && old.Equals(target),
            wanted.GpusPerReplica != 0 && wanted.Replicas > Math.Max(held.Replicas, ofGraph));
    }

    /// <param name="adapter">The adapter as it is stored.</param>
    public static GateQuestion OfScale(
        DynamoGraphDeploymentScalingAdapter adapter, ScaleRequest before, ScaleRequest after, DynamoGraphDeployment? graph)
    {
        var stored = adapter with { Metadata = before.Metadata, Replicas = before.Replicas };
        return OfAdapter(stored, stored with { Replicas = after.Replicas }, graph);
    }

    private static GpuVector Vector(DynamoGraphDeploymentScalingAdapter adapter, DynamoGraphDeployment? graph)
    {
        var component = FactProjection.ComponentOf(adapter, graph);
        return GpuVector.Of((component, adapter.Replicas ?? 0, graph?.Component(component)?.Shape.GpusPerReplica));
    }

    private static ReservationBase BaseOf(GovernedKind kind, ObjectMeta? before, ObjectMeta after)
    {
        var start = before ?? after;
        if (start.Uid.Length == 0)
            throw new MalformedReviewException($"metadata.uid of {start.Key} is empty: an API server always sends it");

        if (after.Name.Length == 0)
            throw new MalformedReviewException("metadata.name is empty: an API server always sends it");

        if (before is null)
            return new ReservationBase(kind, after.Namespace, after.Name, after.Uid, 0);

        var version = before.Version is { } known and > 0
            ? known
            : throw new MalformedReviewException(
                $"metadata.resourceVersion of the old {before.Key} is \"{before.ResourceVersion}\", which is no version");
        return new ReservationBase(kind, after.Namespace, after.Name, before.Uid, version);
    }
}
