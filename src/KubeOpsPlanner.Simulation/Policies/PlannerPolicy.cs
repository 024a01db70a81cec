using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
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

    public TimeSpan Interval => TimeSpan.FromSeconds(_options.Load?.IntervalSeconds ?? _options.IntervalSeconds);

    private PlannerThroughputLoop Throughput { get; init; }

    private PlannerLoadLoop? Load { get; init; }

    private TimeSpan ThroughputDue { get; init; }

    /// <summary>What the slow loop leaves the fast one; null before its first decision.</summary>
    private ReplicaPair? Floor { get; init; }

    public PolicyDecision Decide(PoolObservation observation)
    {
        var (next, desired) = (this with { Throughput = Throughput.Watch(observation) }, observation.Wanted);
        if (observation.Now >= ThroughputDue)
        {
            (var decision, var throughput) = next.Throughput.Run(observation);
            desired = decision.Desired;
            next = next with
            {
                Throughput = throughput,
                ThroughputDue = ThroughputDue + TimeSpan.FromSeconds(_options.IntervalSeconds),
                Floor = decision.Reason == SizingReason.SetLowerBound ? decision.LowerBound : Floor,
            };
        }

        if (Load is { } fast)
        {
            (var decision, var load) = fast.Run(observation, next.Floor, next.Throughput.Memory.Startup);
            (desired, next) = (decision.Desired, next with { Load = load });
        }

        return new PolicyDecision(desired, next);
    }
}
