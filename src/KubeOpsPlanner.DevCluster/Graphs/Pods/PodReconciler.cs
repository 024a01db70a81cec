using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Logs;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Time;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>The stand-in for the kubelets: starts bound pods, drains deleted ones.</summary>
internal sealed class PodReconciler(
    IStore<SimulatedPod> pods, IStore<GraphObject> graphs, TrafficRegistry traffic, PodLifecycle lifecycle, ScaledTimeProvider clock,
    ICluster cluster, PodJournal journal, PlainPods plain, PodAddresses addresses, IEventRecorder events) : IReconciler
{
    // The scale may change while we wait, and nothing tells when the last request of a worker is done.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly PodClock _clock = new();

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (pods.Get(key) is not { } pod)
        {
            if (plain.Forget(key) is { } uid)
            {
                _clock.Forget(uid);
            }

            return ReconcileResult.Done;
        }

        if (!pod.IsTerminating && pod.NodeName is null)
        {
            return ReconcileResult.Done;
        }

        if (pod.Graph is not { } graph)
        {
            return await RunPlainAsync(pod, cancellationToken);
        }

        journal.Reach(
            pod,
            pod.IsTerminating ? PodStage.Draining : pod.IsReady ? PodStage.Serving : PodStage.Starting,
            graphs.Get(graph)?.Graph.Component(pod.Component));
        var step = lifecycle.Decide(pod, _clock.InState(pod, clock.Elapsed), IsDrained(pod, graph));
        switch (step.Action)
        {
            case PodAction.Wait:
                return Wait(step);
            case PodAction.Run:
                await PatchAsync(pod, PodBodies.Running(TimeProvider.System.GetUtcNow(), addresses.Next()), "status", cancellationToken);
                Started(pod);
                break;
            case PodAction.Release:
                await EndAsync(pod, cancellationToken);
                if (pod.HoldsDrainFinalizer)
                {
                    await PatchAsync(pod, WithoutFinalizer(pod), null, cancellationToken);
                }

                _clock.Forget(pod.Metadata.Uid);
                journal.End(pod);
                break;
        }

        return ReconcileResult.Done;
    }

    private async Task<ReconcileResult> RunPlainAsync(SimulatedPod pod, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var step = PlainPods.Decide(pod, _clock.InState(pod, clock.Elapsed));
        switch (step.Action)
        {
            case PodAction.Wait:
                return Wait(step);
            case PodAction.Run:
                plain.Start(pod);
                await PatchAsync(pod, PlainPods.Running(pod, addresses.Next(), now), "status", cancellationToken);
                Started(pod);
                break;
            case PodAction.Finish:
                plain.Finish(pod);
                await PatchAsync(pod, PlainPods.Finished(pod, now), "status", cancellationToken);
                break;
            case PodAction.Release:
                plain.Stop(pod);
                await EndAsync(pod, cancellationToken);
                break;
        }

        return ReconcileResult.Done;
    }

    private ReconcileResult Wait(PodStep step)
    {
        var wait = clock.ToSystem(step.Remaining);
        return ReconcileResult.After(wait > LongestWait ? LongestWait : wait < ShortestWait ? ShortestWait : wait);
    }

    private void Started(SimulatedPod pod)
    {
        foreach (var container in pod.Containers)
        {
            events.Record(ForeignKinds.Pods.Api, pod.Metadata, EventKind.Normal, "Started", $"Started container {container.Name}");
        }
    }

    /// <summary>Asked of the engines only after they were told that the pod serves no more.</summary>
    private bool IsDrained(SimulatedPod pod, ObjectKey graph)
    {
        if (!pod.IsTerminating || graphs.Get(graph) is not { } item || !ReplicaGroup.BelongsTo(pod, item.Metadata))
        {
            return pod.IsTerminating;
        }

        traffic.Refresh(item.Graph, () => pods.ByIndex(PodIndex.ByGraph, graph.ToString()));
        var siblings = pods.ByIndex(PodIndex.ByGraph, graph.ToString());
        return DrainOrder.IsDrained(pod, siblings, traffic.Draining(item.Graph, pod.Component));
    }

    private static JsonObject WithoutFinalizer(SimulatedPod pod) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = pod.Metadata.Uid,
            ["finalizers"] = new JsonArray(
                [.. pod.Metadata.Finalizers.Where(finalizer => finalizer != SimulationNames.DrainFinalizer).Select(finalizer => (JsonNode)finalizer)]),
        },
    };

    /// <summary>Confirms that nothing of a deleted pod runs any more.</summary>
    private async Task EndAsync(SimulatedPod pod, CancellationToken cancellationToken)
    {
        if (pod.Grace is null || pod.Grace == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            var options = new DeleteOptions(pod.Metadata.Uid, GracePeriodSeconds: 0);
            await cluster.DeleteAsync(ForeignKinds.Pods.Api, pod.Metadata.Key, options, cancellationToken);
        }
        catch (ClusterException error) when (error.IsConflict)
        {
            // Another pod by now.
        }
    }

    private async Task PatchAsync(SimulatedPod pod, JsonObject body, string? subresource, CancellationToken cancellationToken)
    {
        try
        {
            var patch = new ClusterPatch(PatchKind.Merge, body, subresource);
            await cluster.PatchAsync(ForeignKinds.Pods.Api, pod.Metadata.Key, patch, cancellationToken);
        }
        catch (ClusterException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone, or another pod by now: there is nothing left to do for this one.
        }
    }
}
