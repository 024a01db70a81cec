namespace KubeOpsPlanner.DevCluster.Storage;

/// <param name="Old">Null for a creation.</param>
/// <param name="New">Null for a deletion.</param>
/// <param name="Last">Of a deletion: the old state under the deletion's own version, as watches show it.</param>
internal sealed record ChangeRecord(long ResourceVersion, StoredObject? Old, StoredObject? New, StoredObject? Last = null);
