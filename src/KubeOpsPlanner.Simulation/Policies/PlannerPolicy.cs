using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>This project's plan: <see cref="LocalPlanner"/>, fed as the operator feeds it.</summary>
public sealed record PlannerPolicy : IScalingPolicy
{
    private readonly PoolScenario _pool;
    private readonly PlannerOptions _options;

    public PlannerPolicy(PoolScenario pool, PlannerOptions options)
    {
        (_pool, _options) = (pool, options);
        Memory = LocalPlanState.Create(options.Predictor, options.IntervalSeconds);
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(_options.IntervalSeconds);

    public LocalPlanState Memory { get; private init; }

    private TrafficCounters Before { get; init; } = TrafficCounters.Zero;

    private ServingReplicas ServingBefore { get; init; }

    public PolicyDecision Decide(PoolObservation observation)
    {
        var window = ObservedWindow.Between(Before, observation.Traffic);
        var ready = ServingReplicas.Of(observation.Ready);
        var plan = LocalPlanner.Plan(
            new LocalPlanInputs
            {
                Mode = _pool.Mode,
                Targets = _pool.PlanningTargets,
                Limits = _pool.Limits,
                Now = observation.Now,
                Window = Memory.Forecaster.Complete(window.Traffic, _pool.ExpectedIsl, _pool.ExpectedOsl),
                Current = observation.Wanted,
                Ready = ready,
                Serving = ready.Settled(observation.Wanted).Throughout(ServingBefore),
                Gpus = _pool.GpusPerReplica,
                Profile = _pool.Profile,
                Percentile = _options.Percentile,
                Lengths = window.Lengths,
                Queue = new QueueSignals(observation.Traffic.Waiting, observation.Traffic.InFlight, window.TtftMsAt(_options.Percentile)),
                ShrinkMargin = _options.ShrinkMargin,
                StabilizationWindowSeconds = _options.StabilizationWindowSeconds,
            },
            Memory);
        return new PolicyDecision(
            plan.Decision.Desired,
            this with { Memory = plan.Next, Before = observation.Traffic, ServingBefore = ready.Settled(observation.Wanted) });
    }
}
