namespace KubeOpsPlanner.Planning.Sizing;

public sealed record LatencyTargets(double TtftMs = 500, double ItlMs = 50);
