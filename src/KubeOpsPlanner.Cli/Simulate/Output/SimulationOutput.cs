namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <summary>What json and yaml show.</summary>
internal sealed record SimulationOutput(
    double DurationSeconds, ulong Seed, IReadOnlyList<SimulatedPool> Pools, IReadOnlyList<SimulatedRun> Runs);
