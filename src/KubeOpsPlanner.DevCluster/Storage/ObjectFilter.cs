using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>What a list or watch selects.</summary>
/// <param name="Namespace">Empty for all namespaces.</param>
internal sealed record ObjectFilter(string Namespace, LabelSelector Labels, FieldSelector Fields)
{
    public bool Matches(StoredObject stored) =>
        (Namespace.Length == 0 || stored.Namespace == Namespace)
        && (Labels.IsEverything || Labels.Matches(stored.Json.At("metadata", "labels")))
        && (Fields.IsEverything || Fields.Matches(stored.Json));
}
