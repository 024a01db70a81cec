namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Something that happens at a simulated time: a worker reaches its next step, or a request's KV cache has arrived.</summary>
/// <param name="Subject">A <see cref="PrefillWorker"/>, a <see cref="DecodeWorker"/> or an <see cref="EngineRequest"/>.</param>
/// <param name="Version">A worker's version when this was scheduled; another version by now makes the event void.</param>
internal readonly record struct EngineEvent(object Subject, int Version);
