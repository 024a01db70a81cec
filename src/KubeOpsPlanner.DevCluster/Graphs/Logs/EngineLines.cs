using System.Globalization;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.DevCluster.Graphs.Logs;

/// <summary>What the container of a simulated pod says. Pure.</summary>
internal static class EngineLines
{
    /// <param name="component">Null when the graph has no such component any more.</param>
    public static IReadOnlyList<string> Of(PodStage stage, SimulatedPod pod, GraphComponent? component, PodTiming timing) => stage switch
    {
        PodStage.Starting =>
        [
            $"Simulated engine for component \"{pod.Component}\" of graph {pod.Graph}, replica {pod.Replica}, rank {pod.Rank} of {pod.ReplicaSize}",
            $"Placed on node {pod.NodeName} with {Gpus(pod.Gpus)}{Model(component)}",
            $"Starting: ready in {Seconds(timing.StartupDelay)} of domain time",
        ],
        PodStage.Serving => ["Ready: accepting requests"],
        _ => [$"Asked to stop: no new requests; those in flight have {Seconds(timing.DrainDeadline)} of domain time"],
    };

    /// <summary>What the pool of a pod is doing; null for components without engines.</summary>
    /// <remarks>Engines are simulated per pool, so the figures say that they are the pool's.</remarks>
    public static string? Activity(string component, EngineRoles roles, PoolSnapshot pool, bool isFrontend)
    {
        var engines = pool.Engines;
        if (isFrontend)
            return Invariant($"Requests: {pool.Arrived} received, {pool.Completed} completed, {pool.Failed} failed, {engines.InFlight} in flight, {engines.Queued} of them queued");
        if (component == roles.Prefill?.Name)
            return Invariant($"Prefill pool: {engines.ReadyPrefill} workers, {engines.Prefilling} prompts running, {engines.Queued} queued, {engines.Transferring} KV transfers");
        if (component == roles.Decode?.Name)
            return Invariant($"Decode pool: {engines.ReadyDecode} workers, {engines.Decoding} requests running, {engines.WaitingForDecode} waiting, KV cache {(engines.KvUsage ?? 0) * 100:0.0}% used");
        return null;
    }

    private static string Gpus(int gpus) => gpus == 1 ? "1 GPU" : $"{gpus} GPUs";

    private static string Model(GraphComponent? component) => component?.ModelName is { } model ? $", model {model}" : "";

    private static string Seconds(TimeSpan span) => Invariant($"{span.TotalSeconds:0.#} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Domain time that starting and stopping take.</summary>
internal sealed record PodTiming(TimeSpan StartupDelay, TimeSpan DrainDeadline);
