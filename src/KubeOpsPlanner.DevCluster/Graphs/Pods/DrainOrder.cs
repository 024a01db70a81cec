using KubeOpsPlanner.DevCluster.Graphs.Objects;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>
/// Which deleted pods are done. Engines say how many workers still drain, not which: the replica that was deleted first
/// is taken to finish first.
/// </summary>
internal static class DrainOrder
{
    /// <param name="pods">All pods of the graph.</param>
    /// <param name="drainingWorkers">Workers of the pod's component that hold requests but take no new ones.</param>
    public static bool IsDrained(SimulatedPod pod, IEnumerable<SimulatedPod> pods, int drainingWorkers)
    {
        var draining = ReplicaGroup.Of(pods.Where(other => other.Component == pod.Component))
            .Where(group => group.IsGoing && group.WasServing)
            .OrderBy(group => group.Pods.Min(member => member.Metadata.DeletionTimestamp ?? DateTimeOffset.MaxValue))
            .ThenBy(group => group.Replica)
            .ToList();
        var position = draining.FindIndex(group => group.Replica == pod.Replica);
        return position < 0 || position < draining.Count - drainingWorkers;
    }
}
