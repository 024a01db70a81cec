using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>The slow loop of a plan: <see cref="LocalPlanner"/>, fed as the operator feeds it.</summary>
public sealed record PlannerThroughputLoop(PoolScenario Pool, PlannerOptions Options)
{
    public LocalPlanState Memory { get; private init; } = LocalPlanState.Create(
        Pool.Predictor is { } predictor ? Options.Predictor with { Type = predictor } : Options.Predictor, Options.IntervalSeconds);

    private TrafficCounters Before { get; init; } = TrafficCounters.Zero;

    private (long Begun, long Reused) PromptsBefore { get; init; }

    private ServingReplicas ServingBefore { get; init; }

    /// <summary>Starts are timed at every look, as the operator does at every change of the graph.</summary>
    public PlannerThroughputLoop Watch(PoolObservation observation) => this with
    {
        Memory = Memory with { Startup = Memory.Startup.Observe(observation.Now, observation.Wanted, ServingReplicas.Of(observation.Ready)) },
    };

    public (SizingDecision Decision, PlannerThroughputLoop Next) Run(PoolObservation observation)
    {
        var window = ObservedWindow.Between(Before, observation.Traffic);
        var (begun, reused) = (observation.Loads.PromptTokens, observation.Loads.ReusedPromptTokens);
        var ready = ServingReplicas.Of(observation.Ready);
        var settled = ready.Settled(observation.Wanted);
        var plan = LocalPlanner.Plan(
            new LocalPlanInputs
            {
                Mode = Pool.Mode,
                Targets = Pool.PlanningTargets,
                Limits = Pool.Limits with { MaxReplicaStep = Options.MaxReplicaStep },
                Now = observation.Now,
                Window = Memory.Forecaster.Complete(window.Traffic, Pool.ExpectedIsl, Pool.ExpectedOsl),
                Current = observation.Wanted,
                Ready = ready,
                Serving = settled.Throughout(ServingBefore),
                Gpus = Pool.GpusPerReplica,
                Profile = Pool.Profile,
                Percentile = Options.Percentile,
                Lengths = window.Lengths,
                CacheHitRate = (double)(reused - PromptsBefore.Reused) / (begun - PromptsBefore.Begun),
                Queue = new QueueSignals(observation.Traffic.Waiting, observation.Traffic.InFlight, window.TtftMsAt(Options.Percentile)),
                ShrinkMargin = Options.ShrinkMargin,
                StabilizationWindowSeconds = Options.StabilizationWindowSeconds,
                LowerBoundOnly = Options.Load is not null,
            },
            Memory);
        return (plan.Decision, this with { Memory = plan.Next, Before = observation.Traffic, PromptsBefore = (begun, reused), ServingBefore = settled });
    }
}
