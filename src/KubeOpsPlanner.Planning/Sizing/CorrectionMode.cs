namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>How observed latencies correct the profile.</summary>
public enum CorrectionMode
{
    /// <summary>A bounded multiplicative tuning learned over time, see <see cref="LatencyTuning"/>.</summary>
    Native,

    /// <summary>The latest observation over the profile, as Dynamo's first planner did.</summary>
    Factors,

    /// <summary>The profile as it is.</summary>
    Off,
}
