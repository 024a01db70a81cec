using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>The pods of one replica: one for each node that the replica spans.</summary>
internal sealed record ReplicaGroup(string Component, int Replica, IReadOnlyList<SimulatedPod> Pods)
{
    /// <summary>A replica that lost one of its pods is lost as a whole.</summary>
    public bool IsGoing => Pods.Any(pod => pod.IsTerminating || pod.IsGone);

    public bool IsWhole => Pods.Count == Pods[0].ReplicaSize;

    public bool IsScheduled => IsWhole && Pods.All(pod => pod.NodeName is not null);

    public bool WasServing => IsWhole && Pods.All(pod => pod.IsReady);

    public bool IsServing => !IsGoing && WasServing;

    public DateTimeOffset Created => Pods.Max(pod => pod.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue);

    public bool IsMadeFrom(string template) => Pods.All(pod => pod.Template == template);

    /// <summary>By component and replica, in that order.</summary>
    public static IReadOnlyList<ReplicaGroup> Of(IEnumerable<SimulatedPod> pods) =>
    [
        .. pods.GroupBy(pod => (pod.Component, pod.Replica))
            .OrderBy(group => group.Key.Component, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Replica)
            .Select(group => new ReplicaGroup(group.Key.Component, group.Key.Replica, [.. group.OrderBy(pod => pod.Rank)])),
    ];

    /// <summary>Made for this very graph, not for an earlier one of the same name.</summary>
    public static bool BelongsTo(SimulatedPod pod, ObjectMeta graph) =>
        pod.Metadata.OwnerReferences.Any(owner => owner.Uid == graph.Uid);
}
