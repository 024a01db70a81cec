namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>A collection: all served versions of a kind share one.</summary>
internal readonly record struct CollectionKey(string Group, string Plural);
