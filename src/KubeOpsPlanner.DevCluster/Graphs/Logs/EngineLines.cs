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
        PodStage.Serving when component?.Role == ComponentRole.Planner =>
        [
            $"Ready. Nothing is decided in this pod: the operator plans for graph {pod.Graph} by its PoolPlan. "
            + $"\"kubectl get pplan -n {pod.Metadata.Namespace}\" lists plans, \"kubectl planner explain pplan/NAME -n {pod.Metadata.Namespace}\" tells decisions",
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
            return Invariant($"Requests: received={pool.Arrived} completed={pool.Completed} failed={pool.Failed} in_flight={engines.InFlight} queued={engines.Queued}");
        if (component == roles.Prefill?.Name)
            return Invariant($"Prefill pool: workers={engines.ReadyPrefill} running={engines.Prefilling} queued={engines.Queued} kv_transfers={engines.Transferring}");
        if (component == roles.Decode?.Name && roles.Prefill is null)
            return Invariant($"Workers: workers={engines.ReadyDecode} prefilling={engines.Prefilling} decoding={engines.Decoding} queued={engines.Queued} kv_cache={(engines.KvUsage ?? 0) * 100:0.0}%");
        if (component == roles.Decode?.Name)
            return Invariant($"Decode pool: workers={engines.ReadyDecode} running={engines.Decoding} waiting={engines.WaitingForDecode} kv_cache={(engines.KvUsage ?? 0) * 100:0.0}%");
        return null;
    }

    private static string Gpus(int gpus) => gpus == 1 ? "1 GPU" : $"{gpus} GPUs";

    private static string Model(GraphComponent? component) => component?.ModelName is { } model ? $", model {model}" : "";

    private static string Seconds(TimeSpan span) => Invariant($"{span.TotalSeconds:0.#} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Domain time that starting and stopping take.</summary>
internal sealed record PodTiming(TimeSpan StartupDelay, TimeSpan DrainDeadline);
