using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Lengths;

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

    /// <summary>
    /// What came since the last look, every <see cref="DemandTape.LookSeconds"/>; null where nobody looks so often, and the plan
    /// knows nothing of bursts.
    /// </summary>
    public TrafficLook? Look { get; init; }

    public required ReplicaPair Current { get; init; }

    /// <summary>Replicas that serve now.</summary>
    public ServingReplicas Ready { get; init; }

    /// <summary>Replicas that served throughout the window; null for a role in which some were starting or stopping.</summary>
    public ServingReplicas Serving { get; init; }

    public required GpusPerReplica Gpus { get; init; }

    /// <summary>Null while there is none that could be read.</summary>
    public EngineProfile? Profile { get; init; }

    /// <summary>What the engines' own passes tell about roles that were not profiled.</summary>
    public PoolPasses Passes { get; init; } = PoolPasses.Unknown;

    /// <summary>
    /// The share of requests that shall meet the latency targets, and the quantile of the demand for which there shall be
    /// room; null to size for expected values.
    /// </summary>
    public double? Percentile { get; init; }

    public TrafficLengths Lengths { get; init; } = TrafficLengths.Unknown;

    public QueueSignals Queue { get; init; }

    /// <summary>Share of prompt tokens that were in a cache during the window; null while unknown, NaN without samples.</summary>
    public double? CacheHitRate { get; init; }

    /// <summary>False when requests were answered and none streamed, so that nothing measured their latency.</summary>
    public bool? IsStreaming { get; init; }

    /// <inheritdoc cref="SizingSnapshot.ShrinkMargin"/>
    public double ShrinkMargin { get; init; }

    public double StabilizationWindowSeconds { get; init; }

    public bool LowerBoundOnly { get; init; }
}
