using k8s;
using k8s.Models;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

internal sealed class EntityKind<TEntity>(ApiResource api) : IEntityKind
    where TEntity : class, IKubernetesObject<V1ObjectMeta>, new()
{
    public ApiResource Api => api;

    public void Accept(IEntityKindVisitor visitor) => visitor.Visit(this);

    /// <summary>An entity that names its object and says nothing else: KubeOps reads the rest when its turn comes.</summary>
    public TEntity Reference(ObjectMeta metadata) => new()
    {
        ApiVersion = api.ApiVersion,
        Kind = api.Kind,
        Metadata = new V1ObjectMeta
        {
            Name = metadata.Name,
            NamespaceProperty = metadata.Namespace.Length == 0 ? null : metadata.Namespace,
            Uid = metadata.Uid,
        },
    };
}
