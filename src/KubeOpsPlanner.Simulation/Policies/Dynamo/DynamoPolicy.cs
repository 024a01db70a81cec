using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>
/// Dynamo's planner: its slow loop alone, its fast loop alone, or both, where the slow loop is a floor under the fast one.
/// A graph that is not ready ignores growth, as Dynamo's connector does.
/// </summary>
public sealed record DynamoPolicy : IScalingPolicy
{
    private readonly PoolScenario _pool;
    private readonly DynamoOptions _options;

    /// <param name="throughput">The slow loop runs.</param>
    /// <param name="load">The fast loop runs.</param>
    public DynamoPolicy(PoolScenario pool, DynamoOptions options, bool throughput, bool load)
    {
        (_pool, _options) = (pool, options);
        var pass = pool.Profile is { Prefill: { } prefill, Decode: { } decode }
            ? new DynamoForwardPass(prefill, decode, pool.Engine.Limits)
            : throw new ArgumentException($"the profile of pool {pool.Graph} lacks a phase, and Dynamo's planner needs both", nameof(pool));
        Throughput = throughput
            ? new DynamoThroughputLoop(
                pool,
                pass,
                TrafficForecaster.Create(
                    pool.Predictor is { } predictor ? options.Predictor with { Type = predictor } : options.Predictor, options.ThroughputIntervalSeconds))
            : null;
        Load = load ? new DynamoLoadLoop(pool, pass, options.DownSensitivity) : null;
        ThroughputDue = TimeSpan.FromSeconds(options.ThroughputIntervalSeconds);
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(Load is null ? _options.ThroughputIntervalSeconds : _options.LoadIntervalSeconds);

    private DynamoThroughputLoop? Throughput { get; init; }

    private DynamoLoadLoop? Load { get; init; }

    private TimeSpan ThroughputDue { get; init; }

    /// <summary>What the slow loop leaves the fast one.</summary>
    private ReplicaPair Bound { get; init; }

    public PolicyDecision Decide(PoolObservation observation)
    {
        var next = this;
        ReplicaPair? desired = null;
        if (Throughput is { } slow && observation.Now >= ThroughputDue)
        {
            var (decision, throughput) = slow.Run(observation, boundOnly: Load is not null);
            desired = Load is null ? decision.Desired : null;
            next = next with
            {
                Throughput = throughput,
                ThroughputDue = ThroughputDue + TimeSpan.FromSeconds(_options.ThroughputIntervalSeconds),
                Bound = decision.Reason == SizingReason.SetLowerBound ? decision.LowerBound : Bound,
            };
        }

        if (Load is { } fast)
        {
            (var proposed, var load) = fast.Run(observation);
            desired = (proposed ?? observation.Wanted).AtLeast(next.Bound);
            next = next with { Load = load };
        }

        return new PolicyDecision(Accepted(desired ?? observation.Wanted, observation), next);
    }

    private ReplicaPair Accepted(ReplicaPair desired, PoolObservation observation)
    {
        var inCeiling = _pool.MaxGpus < 0 || _pool.GpusOf(desired) <= _pool.MaxGpus ? desired : desired.AtMost(observation.Wanted);
        return observation.IsStarting ? inCeiling.AtMost(observation.Wanted) : inCeiling;
    }
}
