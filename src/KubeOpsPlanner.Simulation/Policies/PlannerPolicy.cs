using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>This project's plan: its slow loop, and where it is switched on its fast loop above it.</summary>
public sealed record PlannerPolicy : IScalingPolicy
{
    private readonly PlannerOptions _options;

    public PlannerPolicy(PoolScenario pool, PlannerOptions options)
    {
        _options = options;
        Throughput = new PlannerThroughputLoop(pool, options);
        Load = options.Load is { } load ? new PlannerLoadLoop(pool, options, load) : null;
        ThroughputDue = TimeSpan.FromSeconds(options.IntervalSeconds);
    }

    /// <summary>Both loops look as often as the load loop decides, or as a burst asks for.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(_options.Load?.IntervalSeconds ?? Math.Min(_options.IntervalSeconds, DemandTape.LookSeconds));

    private PlannerThroughputLoop Throughput { get; init; }

    private PlannerLoadLoop? Load { get; init; }

    private TimeSpan ThroughputDue { get; init; }

    /// <summary>What the slow loop leaves the fast one; null before its first decision.</summary>
    private ReplicaPair? Floor { get; init; }

    public PolicyDecision Decide(PoolObservation observation)
    {
        var (decided, throughput) = observation.Now >= ThroughputDue ? Throughput.Run(observation) : Throughput.Glance(observation);
        var desired = decided?.Desired ?? observation.Wanted;
        var next = this with
        {
            Throughput = throughput,
            ThroughputDue = observation.Now >= ThroughputDue ? ThroughputDue + TimeSpan.FromSeconds(_options.IntervalSeconds) : ThroughputDue,
            Floor = decided is { Reason: SizingReason.SetLowerBound } ? decided.LowerBound : Floor,
        };

        if (Load is { } fast)
        {
            (var decision, var load) = fast.Run(observation, next.Floor, throughput.Memory);
            (desired, next) = (decision.Desired, next with { Load = load });
        }

        return new PolicyDecision(desired, next);
    }
}
