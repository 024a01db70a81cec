namespace KubeOpsPlanner.Entities.Meta;

/// <summary>One of our own kinds. A host turns its own representation into this one and back.</summary>
/// <param name="Status">What the cluster holds, or the type's empty state where nothing was written yet.</param>
public sealed record Entity<TSpec, TStatus>(ObjectMeta Metadata, TSpec Spec, TStatus Status) : IKubernetesObject
    where TSpec : new()
    where TStatus : new();
