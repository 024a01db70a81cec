using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Moves an object past a version by changing nothing but an annotation, so that a write that was admitted on that
/// version and is still under way can no longer be stored.
/// </summary>
internal sealed class ObjectFence(ICluster cluster)
{
    /// <returns>The version that the object has reached, 0 when it is gone; null when it is not known to have moved.</returns>
    public async Task<ulong?> MoveAsync(ReservationBase start, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(start.Namespace, start.Name);
        var api = start.Kind == GovernedKind.Graph ? GraphKinds.Graphs.Api : GraphKinds.ScalingAdapters.Api;
        try
        {
            var stored = await cluster.PatchAsync(api, key, new ClusterPatch(PatchKind.Merge, Body(start)), cancellationToken);
            return ObjectVersion.Of(stored) is { } version && version > start.ResourceVersion ? version : null;
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            return 0;
        }
        catch (ClusterException error) when (error.IsConflict)
        {
            return await ReadAsync(start, key, cancellationToken);
        }
    }

    // The base version as the value: an older fence left another one, so the write always changes something.
    private static JsonObject Body(ReservationBase start) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = start.Uid,
            ["resourceVersion"] = start.ResourceVersion.ToString(),
            ["annotations"] = new JsonObject { [PlannerNames.FenceAnnotation] = start.ResourceVersion.ToString() },
        },
    };

    private async Task<ulong?> ReadAsync(ReservationBase start, ObjectKey key, CancellationToken cancellationToken)
    {
        var metadata = start.Kind == GovernedKind.Graph
            ? (await cluster.GetAsync(GraphKinds.Graphs, key, cancellationToken))?.Metadata
            : (await cluster.GetAsync(GraphKinds.ScalingAdapters, key, cancellationToken))?.Metadata;
        if (metadata is null || metadata.Uid != start.Uid)
            return 0;

        return metadata.Version > start.ResourceVersion ? metadata.Version : null;
    }
}
