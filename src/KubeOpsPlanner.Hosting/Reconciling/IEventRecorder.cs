using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Reconciling;

/// <summary>Kubernetes Events: one per change of state, repeated ones are counted up instead of written anew.</summary>
public interface IEventRecorder
{
    /// <summary>Never throws and never blocks: an event that cannot be written is logged and dropped.</summary>
    void Record(ApiResource api, ObjectMeta about, EventKind kind, string reason, string message);
}

public enum EventKind
{
    Normal,
    Warning,
}
