namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>An expectation and whether it came true.</summary>
/// <param name="Expectation">A sentence, e.g. "A user's patch beyond the ceiling is refused".</param>
/// <param name="Observed">What was seen.</param>
public sealed record TimelineVerdict(string Expectation, bool Happened, string Observed);
