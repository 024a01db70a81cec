using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What an earlier decision wanted before limits.</summary>
/// <param name="AgeSeconds">Domain time since then.</param>
public readonly record struct DesiredSample(double AgeSeconds, ReplicaPair Raw);
