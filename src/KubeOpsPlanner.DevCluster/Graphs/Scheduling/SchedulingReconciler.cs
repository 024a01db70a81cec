using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Graphs.Scheduling;

/// <summary>The stand-in for kube-scheduler. Any change means one pass over the whole cluster, one pass at a time.</summary>
internal sealed class SchedulingReconciler(IStore<Node> nodes, IStore<SimulatedPod> pods, ICluster cluster, IEventRecorder events) : IReconciler
{
    /// <summary>The legacy collection: the only way to bind that needs no subresource of a create.</summary>
    private static readonly ApiResource Bindings = new("", "v1", "Binding", "bindings", IsNamespaced: true);

    /// <summary>What was bound but may not have come back through the watch yet, by pod uid.</summary>
    private readonly Dictionary<string, string> _assumed = [];

    private readonly SemaphoreSlim _pass = new(1);

    /// <summary>All keys mean the same pass; using one makes the queue merge them.</summary>
    public static ObjectKey WholeCluster { get; } = ObjectKey.Cluster("whole-cluster");

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await _pass.WaitAsync(cancellationToken);
        try
        {
            var known = Gather();
            var places = nodes.List().Select(node => new PlacementNode(
                node.Metadata.Name, node.AllocatableGpus, node.IsSchedulable && node.IsReady && !node.Metadata.IsBeingDeleted));
            var placement = Placement.Decide(places, known);
            foreach (var binding in placement.Bindings)
            {
                await BindAsync(binding, cancellationToken);
            }

            foreach (var refusal in placement.Refusals.Where(refusal => refusal.Pod.Unschedulable != refusal.Message))
            {
                await ReportAsync(refusal, cancellationToken);
            }
        }
        finally
        {
            _pass.Release();
        }

        return ReconcileResult.Done;
    }

    private List<SimulatedPod> Gather()
    {
        var known = new List<SimulatedPod>();
        var seen = new HashSet<string>();
        foreach (var pod in pods.List())
        {
            seen.Add(pod.Metadata.Uid);
            if (pod.NodeName is not null)
            {
                _assumed.Remove(pod.Metadata.Uid);
            }

            known.Add(_assumed.TryGetValue(pod.Metadata.Uid, out var node) ? pod with { NodeName = node } : pod);
        }

        foreach (var gone in _assumed.Keys.Where(uid => !seen.Contains(uid)).ToList())
        {
            _assumed.Remove(gone);
        }

        return known;
    }

    private async Task BindAsync(Binding binding, CancellationToken cancellationToken)
    {
        var meta = binding.Pod.Metadata;
        try
        {
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Binding",
                ["metadata"] = new JsonObject { ["name"] = meta.Name, ["namespace"] = meta.Namespace, ["uid"] = meta.Uid },
                ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = binding.Node },
            };
            await cluster.CreateAsync(Bindings, body, cancellationToken);
            Assume(binding);
        }
        catch (ClusterException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone, bound already, or another pod by now; the watch will tell.
        }
    }

    private void Assume(Binding binding)
    {
        var meta = binding.Pod.Metadata;
        _assumed[meta.Uid] = binding.Node;
        events.Record(ForeignKinds.Pods.Api, meta, EventKind.Normal, "Scheduled", $"Successfully assigned {meta.Key} to {binding.Node}");
    }

    private async Task ReportAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        var patch = new ClusterPatch(
            PatchKind.Merge, PodBodies.Unschedulable(refusal.Message, TimeProvider.System.GetUtcNow()), "status");
        try
        {
            await cluster.PatchAsync(ForeignKinds.Pods.Api, refusal.Pod.Metadata.Key, patch, cancellationToken);
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            // It needs no node any more.
        }
    }
}
