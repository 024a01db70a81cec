namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>The latency targets that requests are judged by.</summary>
public sealed record LatencyTargets(double TtftMs, double ItlMs);
