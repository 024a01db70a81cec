namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What one replica of a role carries under the latency target.</summary>
/// <param name="RequestsPerSecond">0 or less means that the model has no answer.</param>
/// <param name="LatencyMs">TTFT (prefill) or ITL (decode) expected at that load.</param>
/// <param name="MeetsTarget">False when not even an idle engine meets the target; the capacity is then the best there is.</param>
/// <param name="WithinProfile">False when the lengths lie outside what was measured.</param>
public sealed record RoleCapacity(double RequestsPerSecond, double LatencyMs, bool MeetsTarget = true, bool WithinProfile = true);
