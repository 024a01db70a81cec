using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What a plan remembers between ticks. Replace it whole; start anew with <see cref="Create"/> when the predictor changes.</summary>
public sealed record LocalPlanState(
    TrafficForecaster Forecaster, LatencyTuning Tuning, ImmutableArray<RecentDesired> Recent)
{
    /// <summary>The last factors that could be observed.</summary>
    public CorrectionFactors Factors { get; init; } = CorrectionFactors.None;

    /// <summary>Lengths over the last windows.</summary>
    public TrafficLengths Lengths { get; init; } = TrafficLengths.Unknown;

    /// <summary>The share of prompt tokens that need no prefill, as last seen; 0 while unknown.</summary>
    public double CacheHitRate { get; init; }

    public StartupTimes Startup { get; init; } = StartupTimes.Unknown;

    /// <summary>The backlog that was last seen with all replicas serving.</summary>
    public Backlog Backlog { get; init; }

    public BurstMemory Bursts { get; init; } = BurstMemory.Empty;

    /// <summary>Of the last interval; null before the first.</summary>
    public Outlook? Outlook { get; init; }

    public static LocalPlanState Create(PredictorOptions predictor, double intervalSeconds) =>
        new(TrafficForecaster.Create(predictor, intervalSeconds), new LatencyTuning(), []);
}
