using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Kubernetes.Controllers;

/// <summary>An ownership that says when it grows, so that controllers look at everything that is theirs now.</summary>
internal interface IOwnershipNotifier : IOwnership
{
    event Action? Gained;
}
