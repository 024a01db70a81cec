using k8s;
using k8s.Models;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <summary>The loop of the one reconciler that runs over a kind; its entity class tells it apart in the container.</summary>
internal sealed record EntityLoop<TEntity>(EntityKind<TEntity> Kind, ReconcileLoop Loop) : IDisposable
    where TEntity : class, IKubernetesObject<V1ObjectMeta>, new()
{
    public void Dispose() => Loop.Dispose();
}
