using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Operator.Actuation;

/// <summary>One write that changes replicas of a graph, valid for exactly one version of one object.</summary>
/// <param name="Api">The graph, or a scaling adapter of it.</param>
/// <param name="BaseVersion">The precondition: the API server answers 409 when the object has moved on.</param>
/// <param name="Changes">Component and replicas, as written.</param>
/// <param name="GpusAdded">Negative when the write frees GPUs; null when an unknown shape takes part.</param>
public sealed record ReplicaWrite(
    ApiResource Api,
    ObjectKey Key,
    string Uid,
    string BaseVersion,
    IReadOnlyList<ReplicaChange> Changes,
    long? GpusAdded,
    ClusterPatch Patch);

public sealed record ReplicaChange(string Component, int From, int To)
{
    public override string ToString() => $"{Component} {From} to {To}";
}
