using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>Finds the pods of a graph without looking at all others.</summary>
internal static class PodIndex
{
    public const string ByGraph = "graph";

    public static StoreIndex<SimulatedPod> Graph { get; } =
        new(ByGraph, static pod => pod.Graph is { } graph ? [graph.ToString()] : []);
}
