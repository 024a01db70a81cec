namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>Something that goes wrong, or is repaired, at one moment.</summary>
/// <param name="Hits">Whether it would meet anything if it happened now.</param>
internal readonly record struct Incident(TimeSpan At, Action<TimeSpan> Happen, Func<bool> Hits);
