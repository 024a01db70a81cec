namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The moment at which a draining worker is ended with what it still holds.</summary>
internal sealed record DrainDeadline(IEngineWorker Worker);
