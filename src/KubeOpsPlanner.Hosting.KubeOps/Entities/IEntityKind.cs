using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

/// <summary>A kind whose entity class is known where it is listed and nowhere else.</summary>
internal interface IEntityKind
{
    ApiResource Api { get; }

    /// <summary>Hands over the entity class as a type argument.</summary>
    void Accept(IEntityKindVisitor visitor);
}
