using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Logs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>
/// Pods of no graph, as a kubelet with nothing behind it runs them: ready as soon as they are bound; those that need not be
/// restarted finish after <see cref="RunTime"/>, with the exit code of their annotation, 0 without. Deleted ones take
/// <see cref="StopTime"/> to end, less where they are given less.
/// </summary>
internal sealed class PlainPods(PodLogs logs, TimeProvider time)
{
    /// <summary>Domain time.</summary>
    public static readonly TimeSpan RunTime = TimeSpan.FromSeconds(5);

    /// <summary>Domain time.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ObjectKey, (string Uid, IReadOnlyList<string> Containers)> _running = new();

    /// <param name="inState">Since it was first seen bound, or deleted.</param>
    public static PodStep Decide(SimulatedPod pod, TimeSpan inState)
    {
        if (pod.NodeName is null)
            return PodStep.Nothing;
        if (pod.IsTerminating)
            return Stop(pod.Grace ?? TimeSpan.Zero, inState);
        if (pod.IsGone)
            return PodStep.Nothing;
        if (!pod.IsReady)
            return PodStep.Run;
        return pod.IsRestarted ? PodStep.Nothing
            : inState >= RunTime ? PodStep.Finish
            : PodStep.Wait(RunTime - inState);
    }

    // Without time left nothing has to be confirmed: only finalizers still hold the pod.
    private static PodStep Stop(TimeSpan grace, TimeSpan inState)
    {
        var needed = grace < StopTime ? grace : StopTime;
        return grace == TimeSpan.Zero ? PodStep.Nothing
            : inState >= needed ? PodStep.Release
            : PodStep.Wait(needed - inState);
    }

    /// <summary>What a pod that starts says, once; the logs of an earlier pod of this name end.</summary>
    public void Start(SimulatedPod pod)
    {
        if (_running.TryGetValue(pod.Metadata.Key, out var running) && running.Uid == pod.Metadata.Uid)
            return;
        Forget(pod.Metadata.Key);
        _running[pod.Metadata.Key] = (pod.Metadata.Uid, [.. pod.Containers.Select(container => container.Name)]);
        foreach (var container in pod.Containers)
            logs.Open(pod.Metadata.Uid, container.Name).Append(time.GetUtcNow(), $"Started container {container.Name} with image {container.Image}: nothing runs in it");
    }

    public void Finish(SimulatedPod pod) => End(pod, $"Finished with exit code {pod.ExitCode}");

    public void Stop(SimulatedPod pod) => End(pod, "Stopped: the pod was deleted");

    private void End(SimulatedPod pod, string lastLine)
    {
        foreach (var container in pod.Containers)
        {
            var log = logs.Open(pod.Metadata.Uid, container.Name);
            log.Append(time.GetUtcNow(), lastLine);
            log.End();
        }
    }

    /// <summary>The pod is gone, and with it what it wrote.</summary>
    /// <returns>Its uid; null for a pod that was not run here.</returns>
    public string? Forget(ObjectKey pod)
    {
        if (!_running.TryRemove(pod, out var gone))
            return null;
        foreach (var container in gone.Containers)
            logs.Remove(gone.Uid, container);
        return gone.Uid;
    }

    /// <summary>The status of a pod that runs, as a merge patch.</summary>
    public static JsonObject Running(SimulatedPod pod, string ip, DateTimeOffset now)
    {
        var status = PodBodies.Running(now, ip);
        status["status"]!["containerStatuses"] = Containers(pod, isRunning: true, now);
        return status;
    }

    /// <summary>The status of a pod that has ended, as a merge patch.</summary>
    public static JsonObject Finished(SimulatedPod pod, DateTimeOffset now)
    {
        var isSuccess = pod.ExitCode == 0;
        var reason = isSuccess ? "PodCompleted" : "PodFailed";
        return new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = isSuccess ? "Succeeded" : "Failed",
                ["conditions"] = new JsonArray(
                [
                    .. new[] { "PodScheduled", "Initialized" }.Select(type => Condition(type, "True", "", now)),
                    .. new[] { "ContainersReady", "Ready" }.Select(type => Condition(type, "False", reason, now)),
                ]),
                ["containerStatuses"] = Containers(pod, isRunning: false, now),
            },
        };
    }

    private static JsonArray Containers(SimulatedPod pod, bool isRunning, DateTimeOffset now) => new(
    [
        .. pod.Containers.Select(container => (JsonNode)new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = container.Image,
            ["ready"] = isRunning,
            ["started"] = isRunning,
            ["restartCount"] = 0,
            ["state"] = isRunning
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = ChildBodies.Time(now) } }
                : new JsonObject
                {
                    ["terminated"] = new JsonObject
                    {
                        ["exitCode"] = pod.ExitCode,
                        ["reason"] = pod.ExitCode == 0 ? "Completed" : "Error",
                        ["finishedAt"] = ChildBodies.Time(now),
                    },
                },
        }),
    ]);

    private static JsonObject Condition(string type, string status, string reason, DateTimeOffset now)
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = ChildBodies.Time(now) };
        if (reason.Length > 0)
            condition["reason"] = reason;
        return condition;
    }
}
