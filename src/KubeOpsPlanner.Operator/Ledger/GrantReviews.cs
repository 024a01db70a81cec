using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>Turns what a controller is about to write into the question that the gate will ask about that write.</summary>
public static class GrantReviews
{
    /// <param name="adapter">The scaling adapter that is written; null when it is the graph.</param>
    /// <returns>The question, or why there is none.</returns>
    public static (LedgerReview? Review, GrantOutcome? Refusal) Of(
        GrantRequest request, DynamoGraphDeployment? graph, DynamoGraphDeploymentScalingAdapter? adapter, string reviewId)
    {
        if (graph is null)
            return Refuse($"graph {request.Graph} does not exist: nothing is granted to it", isRetriable: false);

        var isAdapter = request.BaseApi.Kind == GraphKinds.ScalingAdapterKind;
        var written = isAdapter ? adapter?.Metadata : graph.Metadata;
        if (written is null || written.Uid != request.BaseUid || written.Version != request.BaseVersion)
        {
            return Refuse(
                $"{request.BaseApi.Kind} {request.Base} is no longer at version {request.BaseVersion}: plan again from its present state",
                isRetriable: true);
        }

        var stored = FactProjection.Vector(graph.Vector());
        var (old, target) = isAdapter ? OfAdapter(request, graph, adapter!, stored) : (stored, OfGraph(request, graph, stored));
        if (target is null)
            return Refuse($"the request for {request.Base} does not say how many replicas its component gets", isRetriable: false);

        var start = new ReservationBase(
            isAdapter ? GovernedKind.Adapter : GovernedKind.Graph,
            written.Namespace, written.Name, request.BaseUid, request.BaseVersion);
        return (new LedgerReview(reviewId, start, FactProjection.IdOf(graph), old, target, ReviewSource.Grant), null);
    }

    /// <remarks>A component with an adapter is not changed by a write to the graph, whatever the request says about it.</remarks>
    private static GpuVector OfGraph(GrantRequest request, DynamoGraphDeployment graph, GpuVector stored)
    {
        var pools = stored.Pools;
        foreach (var component in graph.Components)
        {
            if (!component.HasScalingAdapter && request.Replicas.TryGetValue(component.Name, out var replicas))
                pools = pools.SetItem(component.Name, pools[component.Name] with { Replicas = replicas });
        }

        return new GpuVector(pools);
    }

    private static (GpuVector Old, GpuVector? Target) OfAdapter(
        GrantRequest request, DynamoGraphDeployment graph, DynamoGraphDeploymentScalingAdapter adapter, GpuVector stored)
    {
        var component = FactProjection.ComponentOf(adapter, graph);
        var shape = stored.Pools.TryGetValue(component, out var pool) ? pool.GpusPerReplica : null;
        return (
            GpuVector.Of((component, adapter.Replicas ?? 0, shape)),
            request.Replicas.TryGetValue(component, out var replicas) ? GpuVector.Of((component, replicas, shape)) : null);
    }

    private static (LedgerReview?, GrantOutcome?) Refuse(string message, bool isRetriable) =>
        (null, new GrantOutcome(false, isRetriable, message));
}
