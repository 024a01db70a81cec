namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>What json and yaml show.</summary>
/// <param name="RateFactor">By which the trace's rate was multiplied.</param>
/// <param name="BadLines">Lines of the trace that were passed over.</param>
internal sealed record SimulationOutput(
    string Trace,
    double RateFactor,
    long BadLines,
    double DurationSeconds,
    string Profile,
    double TtftMs,
    double ItlMs,
    ulong Seed,
    double AttainableShare,
    IReadOnlyList<SimulatedRun> Runs);
