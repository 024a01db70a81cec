namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>Work that must be done within a span of time.</summary>
/// <param name="From">Seconds since the run began.</param>
/// <param name="To">At the latest; seconds since the run began.</param>
/// <param name="Seconds">For which it keeps one replica busy.</param>
internal readonly record struct WorkSpan(double From, double To, double Seconds);
