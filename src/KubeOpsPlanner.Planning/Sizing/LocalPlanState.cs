using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What a plan remembers between ticks. Replace it whole; start anew with <see cref="Create"/> when the predictor changes.</summary>
public sealed record LocalPlanState(
    TrafficForecaster Forecaster, LatencyTuning Tuning, ImmutableArray<RecentDesired> Recent)
{
    public static LocalPlanState Create(PredictorOptions predictor, double intervalSeconds) =>
        new(TrafficForecaster.Create(predictor, intervalSeconds), new LatencyTuning(), []);
}
