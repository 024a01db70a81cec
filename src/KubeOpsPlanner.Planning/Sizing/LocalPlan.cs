using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>A tick's result, with everything that status shows.</summary>
/// <param name="Observed">The window as it was read; null when nothing was.</param>
/// <param name="Predicted">Null while traffic was never seen or is unknown.</param>
/// <param name="Factors">Observed latency over the profile's, whatever the correction mode makes of them.</param>
/// <param name="Backlog">The backlog that the demand includes; null while unknown.</param>
/// <param name="Next">The state to keep for the next tick.</param>
public sealed record LocalPlan(
    TrafficWindow? Observed,
    TrafficForecast? Predicted,
    SizingDecision Decision,
    CorrectionFactors Factors,
    CapacityCorrection Correction,
    Backlog? Backlog,
    LocalPlanState Next);
