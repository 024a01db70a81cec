using System.Collections.Concurrent;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Adapters;

/// <summary>Growing pauses between attempts on one object, on the system's clock.</summary>
internal sealed class RetryDelays(TimeSpan first, TimeSpan longest)
{
    private readonly ConcurrentDictionary<ObjectKey, int> _failures = new();

    public TimeSpan Next(ObjectKey key)
    {
        // Beyond 20 doublings every first delay of interest has long reached the longest.
        var failures = _failures.AddOrUpdate(key, 1, static (_, count) => Math.Min(count + 1, 20));
        var delay = first * Math.Pow(2, failures - 1);
        return delay < longest ? delay : longest;
    }

    public void Forget(ObjectKey key) => _failures.TryRemove(key, out _);
}
