using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Kubernetes.Elections;

/// <summary>For a single replica that needs no election.</summary>
internal sealed class SoleOwner : IOwnership
{
    public bool Owns(ObjectKey key) => true;
}
