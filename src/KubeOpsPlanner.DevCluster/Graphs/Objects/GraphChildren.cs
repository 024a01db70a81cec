using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Objects;

/// <summary>From a child to its graph, by label.</summary>
internal static class GraphChildren
{
    /// <summary>Null for objects that belong to no graph.</summary>
    public static ObjectKey? KeyOf(IKubernetesObject child) =>
        child.Metadata.Labels.TryGetValue(PlannerNames.GraphLabel, out var graph)
            ? new ObjectKey(child.Metadata.Namespace, graph)
            : null;

    public static IEnumerable<ObjectKey> KeysOf(IKubernetesObject child) => KeyOf(child) is { } graph ? [graph] : [];
}
