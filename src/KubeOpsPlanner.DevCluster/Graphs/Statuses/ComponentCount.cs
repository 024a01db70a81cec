using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.DevCluster.Graphs.Statuses;

/// <summary>Replicas of one component, counted as a Deployment counts: a replica that is being deleted does not count.</summary>
/// <param name="Unschedulable">Why a replica found no nodes; null when all did.</param>
internal sealed record ComponentCount(
    GraphComponent Component, string Workload, int Replicas, int Updated, int Ready, int Draining, string? Unschedulable)
{
    public bool IsReady =>
        Ready == Component.Replicas && Replicas == Component.Replicas && Updated == Component.Replicas
        && (Component.Shape.IsKnown || Component.Replicas == 0);

    /// <summary>The Dynamo operator makes replicas that span nodes from another kind, which does not tell what is available.</summary>
    private bool IsDeployment => Component.NodeCount == 1;

    public static ComponentCount Of(DynamoGraphDeployment graph, GraphComponent component, IEnumerable<SimulatedPod> pods)
    {
        var groups = ReplicaGroup.Of(pods.Where(pod => pod.Component == component.Name && ReplicaGroup.BelongsTo(pod, graph.Metadata)));
        var live = groups.Where(group => !group.IsGoing).ToList();
        return new ComponentCount(
            component,
            SimulationNames.Workload(graph, component),
            live.Count,
            live.Count(group => group.IsMadeFrom(component.TemplateDigest)),
            live.Count(group => group.IsServing),
            groups.Count - live.Count,
            live.SelectMany(group => group.Pods).FirstOrDefault(pod => pod is { NodeName: null, Unschedulable: not null })?.Unschedulable);
    }

    /// <summary>A merge patch: a number that is not known any more is taken out.</summary>
    public JsonObject ToJson() => new()
    {
        ["componentKind"] = IsDeployment ? "Deployment" : "LeaderWorkerSet",
        ["componentName"] = Workload,
        ["componentNames"] = new JsonArray(Workload),
        ["replicas"] = Replicas,
        ["updatedReplicas"] = Updated,
        ["readyReplicas"] = Ready,
        ["availableReplicas"] = IsDeployment ? Ready : null,
        ["gpusPerReplica"] = Component.Shape.GpusPerReplica,
    };
}
