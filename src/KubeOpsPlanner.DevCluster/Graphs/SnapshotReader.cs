using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>One graph's pods and engines as a record for timelines and tests.</summary>
internal static class SnapshotReader
{
    public static SimulatedGraphSnapshot Read(GraphObject item, IReadOnlyCollection<SimulatedPod> pods, TrafficRegistry registry)
    {
        var components = item.Graph.Components.Select(component => ComponentCount.Of(item.Graph, component, pods));
        var traffic = registry.Find(item.Metadata.Key);
        var snapshot = new SimulatedGraphSnapshot(
            item.Metadata.Key,
            [.. components.Select(count => new SimulatedComponentSnapshot(
                count.Component.Name, count.Component.Replicas, count.Ready, count.Replicas - count.Ready, count.Draining))],
            pods.Where(pod => pod is { NodeName: not null, IsGone: false }).Sum(pod => pod.Gpus),
            0,
            Attainment.None,
            Attainment.None,
            0,
            null,
            traffic is null ? EngineRoles.Of(item.Graph).Failure ?? $"no workload is configured for graph {item.Metadata.Key}" : null);
        return traffic?.Describe(snapshot) ?? snapshot;
    }
}
