using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <param name="Namespace">Empty for cluster-scoped objects.</param>
internal readonly record struct ObjectAddress(CollectionKey Collection, string Namespace, string Name);
