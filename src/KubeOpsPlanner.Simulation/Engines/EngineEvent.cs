namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Something that happens at a simulated time: a worker reaches its next step, or a request's KV cache has arrived.</summary>
/// <param name="Subject">A worker, an <see cref="EngineRequest"/> whose KV cache arrives, or a <see cref="DrainDeadline"/>.</param>
/// <param name="Version">A worker's version when this was scheduled; another version by now makes the event void.</param>
internal readonly record struct EngineEvent(object Subject, int Version);
