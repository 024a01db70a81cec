using System.Collections.Concurrent;
using KubeOpsPlanner.DevCluster.Graphs.Objects;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>
/// Since when pods are bound, or deleted, in domain time. Remembered from first sight, because the objects carry the
/// system's time; after a restart a pod that was starting starts once more.
/// </summary>
internal sealed class PodClock
{
    private readonly ConcurrentDictionary<(string Uid, bool IsTerminating), TimeSpan> _since = new();

    public TimeSpan InState(SimulatedPod pod, TimeSpan now) =>
        now - _since.GetOrAdd((pod.Metadata.Uid, pod.IsTerminating), now);

    public void Forget(string uid)
    {
        _since.TryRemove((uid, false), out _);
        _since.TryRemove((uid, true), out _);
    }
}
