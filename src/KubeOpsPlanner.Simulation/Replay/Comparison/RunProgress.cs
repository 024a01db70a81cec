namespace KubeOpsPlanner.Simulation.Replay.Comparison;

/// <param name="Share">0 to 1 of the policy's run.</param>
public readonly record struct RunProgress(string Policy, double Share);
