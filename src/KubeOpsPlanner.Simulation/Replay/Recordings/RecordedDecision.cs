using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Simulation.Replay.Recordings;

/// <summary>One decision of a plan that ran in a cluster, and the traffic that it had seen since the one before.</summary>
/// <param name="At">Since the first recorded decision.</param>
/// <param name="RequestsPerSecond">0 where none was observed.</param>
/// <param name="Isl">Mean prompt length; null where nothing was served.</param>
/// <param name="Osl">Mean answer length; null where nothing was served.</param>
public sealed record RecordedDecision(TimeSpan At, ReplicaPair Desired, double RequestsPerSecond, double? Isl, double? Osl);
