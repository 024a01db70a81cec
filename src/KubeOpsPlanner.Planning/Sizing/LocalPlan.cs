using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>A tick's result, with everything that status shows.</summary>
/// <param name="Observed">The window as it was read; null when nothing was.</param>
/// <param name="Predicted">Null while traffic was never seen or is unknown.</param>
/// <param name="Comparison">Observed latency over the profile's, for the correction factor metrics.</param>
/// <param name="Next">The state to keep for the next tick.</param>
public sealed record LocalPlan(
    TrafficWindow? Observed,
    TrafficForecast? Predicted,
    SizingDecision Decision,
    LatencyComparison Comparison,
    CapacityCorrection Correction,
    LocalPlanState Next);
