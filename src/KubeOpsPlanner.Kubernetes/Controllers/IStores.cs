using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Kubernetes.Controllers;

/// <summary>The stores of this host by the type that they hold.</summary>
internal interface IStores
{
    IStore<T> Of<T>() where T : class, IKubernetesObject;

    /// <summary>Completes when every store has its first full list.</summary>
    Task AllSynced(CancellationToken cancellationToken);
}
