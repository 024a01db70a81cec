using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Queueing;

namespace KubeOpsPlanner.Kubernetes.Events;

/// <summary>
/// What makes two events the same. The message is not part of it: a message with numbers in it would otherwise write a
/// new object every time.
/// </summary>
internal readonly record struct EventIdentity(string ApiVersion, string Kind, ObjectKey Key, string Uid, EventKind Type, string Reason);

internal sealed record EventNote(EventIdentity Identity, string ResourceVersion, string Message, DateTimeOffset At);

/// <summary>An event that was written and is counted up from now on.</summary>
internal sealed class EventSlot(string name, DateTimeOffset first)
{
    public string Name { get; } = name;

    public DateTimeOffset First { get; } = first;

    public DateTimeOffset Last { get; set; } = first;

    public int Count { get; set; }
}

/// <summary>At most 25 events of one object at once and one every 5 minutes after that: client-go's spam filter.</summary>
internal sealed class ObjectEventLimit(TimeProvider time)
{
    private readonly TokenBucket _bucket = new(1.0 / 300, 25, time);

    public bool Allows() => _bucket.TryTake();
}
