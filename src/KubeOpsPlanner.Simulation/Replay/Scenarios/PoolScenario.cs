using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Traces;
using PlanningProfile = KubeOpsPlanner.Planning.Profiles.EngineProfile;
using PlanningTargets = KubeOpsPlanner.Planning.Sizing.LatencyTargets;

namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>One pool of a replay: its traffic, its engines and what is expected of it.</summary>
public sealed record PoolScenario
{
    /// <summary>Two segments, <c>namespace/graph</c>, as budgets and selectors call it.</summary>
    public required GraphId Graph { get; init; }

    /// <summary>What the engines do.</summary>
    public required EngineProfile Engine { get; init; }

    /// <summary>What the policies believe that the engines do.</summary>
    public required PlanningProfile Profile { get; init; }

    /// <summary>Sorted by arrival; opened anew for every run.</summary>
    public required Func<IEnumerable<TraceRequest>> Trace { get; init; }

    public required LatencyTargets Targets { get; init; }

    public EnginePoolOptions Options { get; init; } = EnginePoolOptions.Default;

    /// <summary>From the order of a replica until it serves.</summary>
    public StartupDelays StartUp { get; init; } = StartupDelays.None;

    /// <summary>The 99th percentile of start-up times over their median; 1 where all replicas take the same time.</summary>
    public double StartUpSpread { get; init; } = 1;

    /// <summary>Of what the pool draws by lot, beside its traffic.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Serving when the run begins.</summary>
    public required ReplicaPair InitialReplicas { get; init; }

    /// <summary>Fewest replicas of every role that the pool has.</summary>
    public int MinEndpoint { get; init; } = 1;

    /// <summary>Instead of <see cref="MinEndpoint"/>.</summary>
    public int? PrefillMinEndpoint { get; init; }

    public ReplicaPair MinEndpoints => new(Mode.ManagesPrefill() ? PrefillMinEndpoint ?? MinEndpoint : 0, MinEndpoint);

    /// <summary>Most GPUs of this pool alone; negative: no ceiling.</summary>
    public int MaxGpus { get; init; } = -1;

    public int Priority { get; init; } = PriorityTable.DefaultPriority;

    /// <summary>The predictor of policies that forecast; null leaves each its own default.</summary>
    public string? Predictor { get; init; }

    /// <summary>Lengths that stand in before the first request was served.</summary>
    public double ExpectedIsl { get; init; } = 3000;

    /// <inheritdoc cref="ExpectedIsl"/>
    public double ExpectedOsl { get; init; } = 150;

    public PlanMode Mode => Options.Layout == EngineLayout.Aggregated ? PlanMode.Agg : PlanMode.Disagg;

    public GpusPerReplica GpusPerReplica => new(Engine.PrefillGpus, Engine.DecodeGpus);

    public PlanningTargets PlanningTargets => new(Targets.TtftMs, Targets.ItlMs);

    public SizingLimits Limits => new(MinEndpoints, new GpuBand(-1, MaxGpus));

    /// <summary>GPUs that so many replicas take.</summary>
    public long GpusOf(ReplicaPair replicas) => ((long)replicas.Prefill * Engine.PrefillGpus) + ((long)replicas.Decode * Engine.DecodeGpus);
}
