using System.Collections.Concurrent;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Logs;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.DevCluster.Graphs.Logs;

/// <summary>Keeps the logs of simulated pods: each step of a pod's life once, and now and then what its pool is doing.</summary>
/// <param name="time">The system's, as container logs have it.</param>
internal sealed class PodJournal(PodLogs logs, PodTiming timing, TimeProvider time)
{
    /// <summary>The only container of a simulated pod.</summary>
    public const string Container = "main";

    private readonly ConcurrentDictionary<string, PodStage> _reached = new();

    /// <summary>Safe to call again; calls for one pod must not overlap.</summary>
    public void Reach(SimulatedPod pod, PodStage stage, GraphComponent? component)
    {
        if (_reached.TryGetValue(pod.Metadata.Uid, out var reached) && reached >= stage)
        {
            return;
        }

        _reached[pod.Metadata.Uid] = stage;
        foreach (var line in EngineLines.Of(stage, pod, component, timing))
        {
            Write(pod, line);
        }
    }

    /// <summary>Nothing is written for pods that have not begun or are forgotten.</summary>
    public void Report(SimulatedPod pod, string line)
    {
        if (_reached.TryGetValue(pod.Metadata.Uid, out var reached) && reached == PodStage.Serving)
        {
            Write(pod, line);
        }
    }

    /// <summary>The container exits; its log goes with the pod.</summary>
    public void End(SimulatedPod pod)
    {
        if (_reached.TryRemove(pod.Metadata.Uid, out _))
        {
            Write(pod, "Stopped");
        }

        logs.Remove(pod.Metadata.Uid, Container);
    }

    private void Write(SimulatedPod pod, string line) =>
        logs.Open(pod.Metadata.Uid, Container).Append(time.GetUtcNow(), line);
}
