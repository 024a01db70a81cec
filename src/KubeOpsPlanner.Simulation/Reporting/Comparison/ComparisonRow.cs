using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <param name="Case">What a sweep varied, e.g. <c>start-up 60s</c>; empty without one.</param>
public sealed record ComparisonRow(string Case, ComparedPolicy Compared);
