using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Foreign;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>As many pods as a replica set asks for. Pods of others that match its selector are not adopted.</summary>
internal static class ReplicaSetPlan
{
    /// <param name="pods">Those that it controls.</param>
    public static IReadOnlyList<WorkloadStep> Decide(ReplicaSet set, IReadOnlyCollection<SimulatedPod> pods)
    {
        var api = WorkloadKinds.ReplicaSets.Api;
        var live = pods.Where(pod => !pod.IsTerminating && !pod.IsGone).ToList();
        List<WorkloadStep> steps = [];
        if (!set.Metadata.IsBeingDeleted)
        {
            var desired = set.Json.Number("spec", "replicas") ?? 1;
            steps.AddRange(WorkloadJson.FreeNames(set.Metadata, pods.Select(pod => pod.Metadata.Name))
                .Take(Math.Max(0, desired - live.Count))
                .Select(name => new WorkloadStep.Create(
                    ForeignKinds.Pods.Api, WorkloadJson.Pod(set.Json.At("spec", "template"), api, set.Metadata, name))
                {
                    Event = new WorkloadEvent("SuccessfulCreate", $"Created pod: {name}"),
                }));
            // What is not ready goes first, then the newest.
            steps.AddRange(live.OrderBy(pod => pod.NodeName is not null).ThenBy(pod => pod.IsReady)
                .ThenByDescending(pod => pod.Metadata.CreationTimestamp)
                .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
                .Take(Math.Max(0, live.Count - desired))
                .Select(pod => new WorkloadStep.Delete(ForeignKinds.Pods.Api, pod.Metadata)
                {
                    Event = new WorkloadEvent("SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}"),
                }));
        }

        if (WorkloadJson.StatusPatch(set.Json, Status(set, live)) is { } status)
            steps.Add(new WorkloadStep.Patch(api, set.Metadata.Key, status, "status"));
        return steps;
    }

    private static JsonObject Status(ReplicaSet set, List<SimulatedPod> live)
    {
        var ready = live.Count(pod => pod.IsReady);
        var status = WorkloadJson.Counts(
            ("fullyLabeledReplicas", live.Count), ("readyReplicas", ready), ("availableReplicas", ready),
            ("observedGeneration", set.Metadata.Generation));
        status["replicas"] = live.Count;
        return status;
    }
}
