using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The objects of one answer to a list.</summary>
/// <param name="Remaining">How many more there are than the client asked for at once.</param>
/// <param name="Version">The state that <paramref name="Snapshot"/> is of.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Objects, long Remaining, long Version, CollectionSnapshot Snapshot, bool IsUnfiltered);
