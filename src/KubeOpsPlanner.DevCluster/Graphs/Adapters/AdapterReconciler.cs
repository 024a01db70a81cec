using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Graphs.Adapters;

/// <summary>Writes what an adapter asks for into its graph. A refusal, by a budget's gate for example, is retried for ever.</summary>
internal sealed class AdapterReconciler(
    IStore<DynamoGraphDeploymentScalingAdapter> adapters, IStore<GraphObject> graphs, ICluster cluster, IEventRecorder events) : IReconciler
{
    private readonly RetryDelays _delays = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var adapter = adapters.Get(key);
        var item = adapter is null ? null : graphs.Get(new ObjectKey(key.Namespace, adapter.GraphName));
        var decision = AdapterMirroring.Decide(adapter, item?.Graph);
        if (adapter is null || decision == AdapterMirroring.Nothing)
        {
            _delays.Forget(key);
            return ReconcileResult.Done;
        }

        if (decision.Failure is { } failure)
        {
            events.Record(GraphKinds.ScalingAdapters.Api, adapter.Metadata, EventKind.Warning, "UpdateFailed", failure);
            return ReconcileResult.After(_delays.Next(key));
        }

        try
        {
            await ApplyAsync(adapter, item!, decision, cancellationToken);
        }
        catch (ClusterException error)
        {
            events.Record(GraphKinds.ScalingAdapters.Api, adapter.Metadata, EventKind.Warning, "UpdateFailed", error.Message);
            return ReconcileResult.After(_delays.Next(key));
        }

        _delays.Forget(key);
        return ReconcileResult.Done;
    }

    private async Task ApplyAsync(
        DynamoGraphDeploymentScalingAdapter adapter, GraphObject item, AdapterMirroring decision, CancellationToken cancellationToken)
    {
        var status = new JsonObject();
        if (decision.Scale is { } component)
        {
            var patch = new ClusterPatch(PatchKind.Json, AdapterMirroring.ScalePatch(item, component, decision.Replicas));
            await cluster.PatchAsync(GraphObject.Resource.Api, item.Metadata.Key, patch, cancellationToken);
            events.Record(
                GraphKinds.ScalingAdapters.Api, adapter.Metadata, EventKind.Normal, "Scaled",
                $"Scaled {component.Name} of graph {item.Metadata.Name} from {component.Replicas} to {decision.Replicas} replicas");
            status["lastScaleTime"] = ChildBodies.Time(TimeProvider.System.GetUtcNow());
        }

        if (decision.Selector is { } selector)
        {
            status["replicas"] = decision.Replicas;
            status["selector"] = selector;
        }

        if (status.Count > 0)
        {
            var patch = new ClusterPatch(PatchKind.Merge, new JsonObject { ["status"] = status }, "status");
            await cluster.PatchAsync(GraphKinds.ScalingAdapters.Api, adapter.Metadata.Key, patch, cancellationToken);
        }
    }
}
