namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The moment at which a draining worker is ended.</summary>
/// <param name="Abort">Ends it at the given time [ms] and hands over what it still held.</param>
internal sealed record DrainDeadline(Func<double, IReadOnlyList<EngineRequest>> Abort);
