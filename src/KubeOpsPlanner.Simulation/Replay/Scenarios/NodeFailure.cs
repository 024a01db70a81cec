namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>A node that fails with every replica on it; these are ordered anew, elsewhere.</summary>
/// <param name="Node">From 0.</param>
/// <param name="Repair">After which the node takes replicas again; null: never.</param>
public sealed record NodeFailure(TimeSpan At, int Node, TimeSpan? Repair);
