using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One tick's view of one plan.</summary>
public sealed record LocalPlanInputs
{
    public PlanMode Mode { get; init; } = PlanMode.Disagg;

    public LatencyTargets Targets { get; init; } = new();

    public SizingLimits Limits { get; init; } = SizingLimits.Default;

    public CorrectionMode Correction { get; init; } = CorrectionMode.Native;

    /// <summary>Domain time since any fixed moment; only differences count.</summary>
    public required TimeSpan Now { get; init; }

    /// <summary>Null when nothing could be read at all.</summary>
    public TrafficWindow? Window { get; init; }

    public required ReplicaPair Current { get; init; }

    /// <summary>Replicas that served throughout the window; null while some are starting or stopping.</summary>
    public ReplicaPair? Serving { get; init; }

    public required GpusPerReplica Gpus { get; init; }

    /// <summary>Null while there is none that could be read.</summary>
    public EngineProfile? Profile { get; init; }

    public double? DemandQuantile { get; init; }

    public Backlog? Backlog { get; init; }

    public double StabilizationWindowSeconds { get; init; }

    public bool LowerBoundOnly { get; init; }
}
