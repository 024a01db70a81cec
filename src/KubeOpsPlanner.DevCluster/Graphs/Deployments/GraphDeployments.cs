using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Deployments;

/// <summary>
/// Which Deployments a graph lacks, which it has too many and which somebody, or the graph itself, has changed since they were
/// written. One for each component; not where a replica spans nodes, for which the Dynamo operator makes LeaderWorkerSets.
/// They show the graph's pods and make none.
/// </summary>
internal sealed record GraphDeployments(
    IReadOnlyList<GraphComponent> Create, IReadOnlyList<Deployment> Delete,
    IReadOnlyList<ComponentDeployment> Replace, IReadOnlyList<ComponentDeployment> Keep)
{
    /// <param name="made">Those that <see cref="KeyOf"/> says are the graph's.</param>
    /// <param name="isTaken">Whether some deployment of that name exists, whoever made it; another's is left alone.</param>
    public static GraphDeployments Decide(DynamoGraphDeployment? graph, IEnumerable<Deployment> made, Func<string, bool> isTaken)
    {
        var present = made.Where(deployment => !deployment.Metadata.IsBeingDeleted).ToList();
        if (graph is null || graph.Metadata.IsBeingDeleted)
        {
            return new GraphDeployments([], present, [], []);
        }

        // Names of a v1alpha1 graph that differ in case alone share a workload.
        var wanted = graph.Components
            .Where(component => component.NodeCount == 1)
            .DistinctBy(component => SimulationNames.Workload(graph, component))
            .ToDictionary(component => SimulationNames.Workload(graph, component));
        var kept = present
            .Where(deployment => wanted.TryGetValue(deployment.Metadata.Name, out var component) && IsUsable(deployment, graph, component))
            .Select(deployment => new ComponentDeployment(deployment, wanted[deployment.Metadata.Name]))
            .ToLookup(pair => DeploymentBodies.IsAsWritten(graph, pair));
        return new GraphDeployments(
            [.. wanted.Where(entry => !isTaken(entry.Key)).Select(entry => entry.Value)],
            [.. present.Except(kept.SelectMany(group => group).Select(pair => pair.Deployment))],
            [.. kept[false]],
            [.. kept[true]]);
    }

    /// <summary>The graph whose deployment it is, also when somebody took its owner or its labels away. Null for deployments of others.</summary>
    public static ObjectKey? KeyOf(Deployment deployment)
    {
        var metadata = deployment.Metadata;
        return Owner(metadata) is { } owner ? new ObjectKey(metadata.Namespace, owner.Name)
            : metadata.Annotations.ContainsKey(SimulationNames.SpecAnnotation) ? GraphChildren.KeyOf(deployment)
            : null;
    }

    public static IEnumerable<ObjectKey> KeysOf(Deployment deployment) => KeyOf(deployment) is { } graph ? [graph] : [];

    /// <summary>An owner cannot be corrected without taking it from somebody, and a selector not at all.</summary>
    private static bool IsUsable(Deployment deployment, DynamoGraphDeployment graph, GraphComponent component) =>
        Owner(deployment.Metadata)?.Uid == graph.Metadata.Uid
        && SimulationNames.Labels(graph.Metadata.Name, component.Name)
            .All(label => deployment.Json.At("spec", "selector", "matchLabels").Text(label.Key) == label.Value);

    private static OwnerReference? Owner(ObjectMeta metadata) =>
        metadata.OwnerReferences.FirstOrDefault(owner => owner is { Controller: true, Kind: GraphKinds.GraphKind });
}

internal sealed record ComponentDeployment(Deployment Deployment, GraphComponent Component);
