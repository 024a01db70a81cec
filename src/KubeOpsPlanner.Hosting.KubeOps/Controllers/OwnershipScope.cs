using k8s;
using k8s.Models;
using KubeOps.Abstractions.LeaderElection;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;

namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <summary>
/// Lets KubeOps ask the host's own election: KubeOps' elector never checks whether its lease has expired and does not
/// give it back on shutdown.
/// </summary>
internal sealed class OwnershipScope(IOwnership ownership) : ILeadershipScope
{
    public event Action? ScopeChanged
    {
        add
        {
            if (ownership is IOwnershipNotifier notifier)
            {
                notifier.Gained += value;
            }
        }

        remove
        {
            if (ownership is IOwnershipNotifier notifier)
            {
                notifier.Gained -= value;
            }
        }
    }

    public ValueTask<bool> IsResponsibleForAsync(IKubernetesObject<V1ObjectMeta> entity, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ownership.Owns(new ObjectKey(entity.Metadata.NamespaceProperty ?? "", entity.Metadata.Name)));
}
