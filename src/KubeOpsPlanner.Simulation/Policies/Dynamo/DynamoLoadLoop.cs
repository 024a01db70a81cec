using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>
/// Dynamo's fast loop for latency targets: one replica up when every engine's estimate misses the target, one down when
/// every engine could carry its share of one engine less, nothing while replicas start.
/// </summary>
/// <remarks>
/// Dynamo's router binds a request to an engine at once, so engines see the whole queue. A router that sends at once leaves
/// every engine its own queue; of one that keeps requests, each engine is told an equal share.
/// </remarks>
public sealed record DynamoLoadLoop(PoolScenario Pool, DynamoForwardPass Pass, double DownSensitivity)
{
    /// <summary>Weight of the newest window in the learned mean lengths; Dynamo averages over 64 forward passes.</summary>
    private const double Weight = 0.2;

    private TrafficCounters Before { get; init; } = TrafficCounters.Zero;

    private DynamoHitRate HitRate { get; init; }

    /// <summary>Learned mean prompt length; null before the first.</summary>
    private double? MeanIsl { get; init; }

    /// <summary>Learned mean KV tokens of a running sequence; null before the first.</summary>
    private double? MeanContext { get; init; }

    /// <returns>Null where a guard holds: replicas start, or nothing was observed yet.</returns>
    public (ReplicaPair? Desired, DynamoLoadLoop Next) Run(PoolObservation observation)
    {
        var loads = observation.Loads;
        var sequences = loads.Decode.Sum(engine => engine.Sequences);
        var next = this with
        {
            Before = observation.Traffic,
            HitRate = HitRate.Observe(loads),
            MeanIsl = Learn(MeanIsl, observation.Traffic.InputTokens.Since(Before.InputTokens)),
            MeanContext = sequences > 0 ? Move(MeanContext, loads.Decode.Sum(engine => engine.KvTokens) / sequences) : MeanContext,
        };
        return (next.Propose(observation), next);
    }

    private ReplicaPair? Propose(PoolObservation observation)
    {
        if (observation.Ready != observation.Wanted || MeanIsl is not { } isl || MeanContext is not { } context || observation.Ready.Decode == 0)
        {
            return null;
        }

        if (Pool.Mode == PlanMode.Agg)
        {
            var prefill = OfPrefill(
                Queues(observation.Loads, [.. observation.Loads.Decode.Select(engine => engine.QueuedPromptTokens)]), isl, MeanDecodeMs(observation.Loads));
            var decode = OfDecode(observation, context);
            var step = prefill > 0 || decode > 0 ? 1 : prefill < 0 && decode < 0 ? -1 : 0;
            return observation.Ready with { Decode = Math.Max(Pool.MinEndpoints.Decode, observation.Ready.Decode + step) };
        }

        return observation.Ready.Prefill == 0
            ? null
            : new ReplicaPair(
                observation.Ready.Prefill + OfPrefill(
                    Queues(observation.Loads, [.. observation.Loads.Prefill.Select(engine => engine.QueuedTokens)]), isl, decodeMs: 0),
                observation.Ready.Decode + OfDecode(observation, context)).AtLeast(Pool.MinEndpoints);
    }

    /// <summary>Prompt tokens ahead of a new request, per engine.</summary>
    private static double[] Queues(EngineLoads loads, long[] own) => [.. own.Select(tokens => tokens + ((double)loads.RouterPromptTokens / own.Length))];

    private int OfPrefill(double[] queues, double isl, double decodeMs)
    {
        var target = Pool.Targets.TtftMs;
        if (queues.All(queued => TtftMs(queued) > target))
        {
            return 1;
        }

        var (own, engines) = (TtftMs(0), queues.Length);
        var room = (target - own) * DownSensitivity;
        return engines > 1 && room > 0 && queues.All(queued => TtftMs(queued * engines / (engines - 1)) - own < room) ? -1 : 0;

        double TtftMs(double queuedTokens) => decodeMs + Pass.PrefillMs((queuedTokens + isl) * (1 - HitRate.Value));
    }

    private int OfDecode(PoolObservation observation, double context)
    {
        var engines = observation.Loads.Decode;
        var share = observation.Loads.RouterKvTokens / engines.Count;
        if (engines.All(engine => Pass.DecodeMs(engine.Sequences + 1, engine.KvTokens + engine.QueuedKvTokens + share + context) > Pool.Targets.ItlMs))
        {
            return 1;
        }

        return engines.Count > 1 && engines.All(engine => CanShareWithOneLess(engine, engine.QueuedKvTokens + share, engines.Count)) ? -1 : 0;
    }

    private bool CanShareWithOneLess(DecodeLoad engine, double queued, int engines)
    {
        var factor = (double)engines / (engines - 1);
        var kvTokens = (engine.KvTokens + queued) * factor;
        return kvTokens < Pass.MaxKvTokens && Pass.DecodeMs(engine.Sequences * factor, kvTokens) < Pool.Targets.ItlMs * DownSensitivity;
    }

    private double MeanDecodeMs(EngineLoads loads) =>
        loads.Decode.Average(engine => engine.Sequences == 0 ? 0 : Pass.DecodeMs(engine.Sequences, engine.KvTokens));

    private static double? Learn(double? mean, HistogramReading window) => window.Count > 0 ? Move(mean, window.Mean) : mean;

    private static double Move(double? mean, double value) => mean is { } known ? known + (Weight * (value - known)) : value;
}
