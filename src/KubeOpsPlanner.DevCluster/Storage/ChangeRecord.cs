namespace KubeOpsPlanner.DevCluster.Storage;

/// <param name="Old">Null for a creation.</param>
/// <param name="New">Null for a deletion.</param>
internal sealed record ChangeRecord(long ResourceVersion, StoredObject? Old, StoredObject? New);
