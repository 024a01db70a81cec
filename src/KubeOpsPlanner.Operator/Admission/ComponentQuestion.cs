using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>What one request would do to one component deployment.</summary>
/// <param name="Old">Empty on creation.</param>
/// <param name="GainsGraph">
/// It would refer to a graph that it does not refer to now, and so would no longer be charged by itself.
/// </param>
public sealed record ComponentQuestion(DynamoComponentDeployment After, ReplicaVector Old, ReplicaVector Target, bool GainsGraph)
{
    public bool LeavesReplicasAndShape => !GainsGraph && Old == Target;

    /// <summary>No GPU is added, nor taken out of anybody's charge.</summary>
    public bool GrowsNothing => IsFree || (!GainsGraph && Target.Entries.All(IsHeld));

    /// <summary>Surely holds no GPU afterwards.</summary>
    private bool IsFree => Target.TotalGpus == 0;

    public static ComponentQuestion Of(DynamoComponentDeployment? before, DynamoComponentDeployment after) => new(
        after,
        before is null ? ReplicaVector.Empty : ReplicaVector.Of([before.Component]),
        ReplicaVector.Of([after.Component]),
        after.GraphReference is { } graph && before?.GraphReference?.Uid != graph.Uid);

    // Unknown pods are the same as before or they may be larger.
    private bool IsHeld(ReplicaEntry entry) =>
        Old.Entries is [var old]
        && entry.Replicas <= old.Replicas
        && (entry.Shape.IsKnown
            ? entry.Shape.GpusPerReplica <= old.Shape.GpusPerReplica
            : entry.UnknownPods == old.UnknownPods);
}
