using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>
/// Dynamo's slow loop: forecast demand over capacity, then step cap, endpoint floors and GPU band, which are the same here
/// as in <see cref="ThroughputSizing"/>. It has no backlog, no quantile, no margin and no stabilisation window.
/// </summary>
public sealed record DynamoThroughputLoop(PoolScenario Pool, DynamoForwardPass Pass, TrafficForecaster Forecaster)
{
    private TrafficCounters Before { get; init; } = TrafficCounters.Zero;

    private DynamoHitRate HitRate { get; init; }

    /// <param name="boundOnly">The load loop decides; this loop leaves its lower bound.</param>
    public (SizingDecision Decision, DynamoThroughputLoop Next) Run(PoolObservation observation, bool boundOnly)
    {
        var window = ObservedWindow.Between(Before, observation.Traffic).Traffic;
        var isKnown = window.Kind != TrafficKind.Unknown;
        var next = this with
        {
            Before = observation.Traffic,
            HitRate = HitRate.Observe(observation.Loads),
            Forecaster = isKnown ? Forecaster.Observe(window) : Forecaster,
        };
        var forecast = isKnown ? next.Forecaster.Next() : null;
        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = Pool.Mode,
            Current = observation.Wanted,
            Gpus = Pool.GpusPerReplica,
            Limits = Pool.Limits,
            Forecast = forecast,
            Capacity = forecast is null
                ? PoolCapacity.Unknown
                : DynamoCapacity.Of(Pass, Pool.Mode, forecast.Isl.Point, forecast.Osl.Point, next.HitRate.Value, Pool.PlanningTargets),
            LowerBoundOnly = boundOnly,
        });
        return (decision, next);
    }
}
