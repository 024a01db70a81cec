using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.DevCluster.Graphs.Deployments;

/// <summary>Finds the deployments of a graph without looking at all others.</summary>
internal static class DeploymentIndex
{
    public const string ByGraph = "graph";

    public static StoreIndex<Deployment> Graph { get; } =
        new(ByGraph, static deployment => GraphDeployments.KeysOf(deployment).Select(graph => graph.ToString()));
}
