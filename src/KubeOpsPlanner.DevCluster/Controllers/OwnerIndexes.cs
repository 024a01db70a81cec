using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>Finds what a workload controls.</summary>
internal static class OwnerIndexes
{
    public const string ByController = "controller";

    public static StoreIndex<SimulatedPod> Pods { get; } = new(ByController, Controllers);

    public static StoreIndex<ReplicaSet> ReplicaSets { get; } = new(ByController, Controllers);

    private static IEnumerable<string> Controllers(IKubernetesObject owned) =>
        owned.Metadata.OwnerReferences.Where(owner => owner.Controller == true).Select(owner => owner.Uid);
}
