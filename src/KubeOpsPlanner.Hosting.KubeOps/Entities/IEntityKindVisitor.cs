using k8s;
using k8s.Models;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

internal interface IEntityKindVisitor
{
    void Visit<TEntity>(EntityKind<TEntity> kind) where TEntity : class, IKubernetesObject<V1ObjectMeta>, new();
}
