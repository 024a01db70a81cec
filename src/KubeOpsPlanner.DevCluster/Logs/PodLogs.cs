using System.Collections.Concurrent;

namespace KubeOpsPlanner.DevCluster.Logs;

/// <summary>What the containers of pods wrote, for as long as the pods exist. Safe for concurrent use.</summary>
public sealed class PodLogs
{
    private readonly ConcurrentDictionary<(string PodUid, string Container), ContainerLog> _logs = new();

    /// <summary>The container's log, begun with the first call.</summary>
    public ContainerLog Open(string podUid, string container) => _logs.GetOrAdd((podUid, container), _ => new ContainerLog());

    /// <summary>Null when nothing ran this container.</summary>
    public ContainerLog? Find(string podUid, string container) => _logs.GetValueOrDefault((podUid, container));

    /// <summary>Ends the container's log and forgets it.</summary>
    public void Remove(string podUid, string container)
    {
        if (_logs.TryRemove((podUid, container), out var log))
            log.End();
    }
}
