using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>
/// What a HorizontalPodAutoscaler does per role: ready replicas times metric over target, replicas that start counted as
/// idle when it grows, shrinking to the most that was recommended within the stabilisation window.
/// </summary>
public sealed record UtilisationPolicy(PoolScenario Pool, UtilisationOptions Options) : IScalingPolicy
{
    public TimeSpan Interval => Options.SyncPeriod;

    private TimeSpan At { get; init; }

    private double BusyMs { get; init; }

    private ImmutableQueue<(TimeSpan At, ReplicaPair Replicas)> Recommended { get; init; } = [];

    public PolicyDecision Decide(PoolObservation observation)
    {
        var (wanted, ready) = (observation.Wanted, observation.Ready);
        var elapsedMs = (observation.Now - At).TotalMilliseconds;
        var busy = Math.Min(1, (observation.Loads.PrefillBusyMs - BusyMs) / (elapsedMs * Math.Max(1, ready.Prefill)));
        var kvUsage = observation.Loads.Decode.Count == 0
            ? 0
            : observation.Loads.Decode.Average(engine => engine.KvTokens) / Pool.Engine.MaxKvTokens;
        var recommendation = new ReplicaPair(
            Pool.Mode.ManagesPrefill() ? Recommend(wanted.Prefill, ready.Prefill, busy / Options.PrefillTarget) : 0,
            Recommend(wanted.Decode, ready.Decode, kvUsage / Options.KvTarget)).AtLeast(Pool.MinEndpoints);

        var recent = Recommended.Enqueue((observation.Now, recommendation));
        while (recent.Peek().At < observation.Now - Options.DownStabilisation)
        {
            recent = recent.Dequeue();
        }

        var stabilised = recent.Aggregate(recommendation, (most, entry) => most.AtLeast(entry.Replicas)).AtMost(wanted).AtLeast(recommendation);
        var desired = Pool.MaxGpus < 0 || Pool.GpusOf(stabilised) <= Pool.MaxGpus ? stabilised : stabilised.AtMost(wanted);
        return new PolicyDecision(
            desired, this with { At = observation.Now, BusyMs = observation.Loads.PrefillBusyMs, Recommended = recent });
    }

    private int Recommend(int wanted, int ready, double ratio)
    {
        if (ready == 0 || Math.Abs(ratio - 1) <= Options.Tolerance)
        {
            return wanted;
        }

        if (ratio < 1)
        {
            return Math.Min(wanted, (int)Math.Ceiling(ratio * ready));
        }

        var withStarting = ratio * ready / Math.Max(ready, wanted);
        return withStarting <= 1 + Options.Tolerance
            ? wanted
            : Math.Min((int)Math.Ceiling(withStarting * Math.Max(ready, wanted)), Math.Max(wanted + Options.UpPods, 2 * wanted));
    }
}
