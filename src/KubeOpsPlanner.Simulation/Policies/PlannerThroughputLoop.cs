using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;
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

    private TrafficCounters Looked { get; init; } = TrafficCounters.Zero;

    /// <summary>An interval is over.</summary>
    public (SizingDecision Decision, PlannerThroughputLoop Next) Run(PoolObservation observation)
    {
        var window = ObservedWindow.Between(Before, observation.Traffic);
        var (begun, reused) = (observation.Loads.PromptTokens, observation.Loads.ReusedPromptTokens);
        var settled = ServingReplicas.Of(observation.Ready).Settled(observation.Wanted);
        var plan = LocalPlanner.Plan(
            Inputs(observation) with
            {
                Window = Memory.Forecaster.Complete(window.Traffic, Pool.ExpectedIsl, Pool.ExpectedOsl),
                Serving = settled.Throughout(ServingBefore),
                Lengths = window.Lengths,
                CacheHitRate = (double)(reused - PromptsBefore.Reused) / (begun - PromptsBefore.Begun),
                Queue = new QueueSignals(observation.Traffic.Waiting, observation.Traffic.InFlight, window.TtftMsAt(Options.Percentile)),
            },
            Memory);
        return (plan.Decision, this with { Memory = plan.Next, Before = observation.Traffic, PromptsBefore = (begun, reused), Looked = observation.Traffic, ServingBefore = settled });
    }

    /// <summary>Within an interval. No decision before the first one is over.</summary>
    public (SizingDecision? Decision, PlannerThroughputLoop Next) Glance(PoolObservation observation)
    {
        var inputs = Inputs(observation);
        return LocalPlanner.Glance(inputs, Memory) is { } plan
            ? (plan.Decision, this with { Memory = plan.Next, Looked = observation.Traffic })
            : (null, this with { Memory = LocalPlanner.Watch(inputs, Memory), Looked = observation.Traffic });
    }

    private LocalPlanInputs Inputs(PoolObservation observation) => new()
    {
        Mode = Pool.Mode,
        Targets = Pool.PlanningTargets,
        Limits = Pool.Limits with { MaxReplicaStep = Options.MaxReplicaStep },
        Now = observation.Now,
        Current = observation.Wanted,
        Ready = ServingReplicas.Of(observation.Ready),
        Gpus = Pool.GpusPerReplica,
        Profile = Pool.Profile,
        Percentile = Options.Percentile,
        Look = TrafficLook.Between(Looked.Started, observation.Traffic.Started, (observation.Now - Looked.At).TotalSeconds),
        Queue = new QueueSignals(observation.Traffic.Waiting, observation.Traffic.InFlight, null),
        ShrinkMargin = Options.ShrinkMargin,
        StabilizationWindowSeconds = Options.StabilizationWindowSeconds,
        LowerBoundOnly = Options.Load is not null,
    };
}
