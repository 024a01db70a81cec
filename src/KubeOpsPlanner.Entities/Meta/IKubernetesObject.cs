namespace KubeOpsPlanner.Entities.Meta;

/// <summary>An immutable typed view of one object as the API server gave it.</summary>
public interface IKubernetesObject
{
    ObjectMeta Metadata { get; }
}
