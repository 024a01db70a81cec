using KubeOpsPlanner.Simulation.Metrics;

namespace KubeOpsPlanner.Simulation.Replay.Observations;

/// <summary>What a frontend has counted since the run began.</summary>
/// <param name="Started">Requests that arrived.</param>
/// <param name="Finished">Requests that ended, well or not.</param>
/// <param name="Waiting">Requests without a first token now.</param>
public sealed record TrafficCounters(
    TimeSpan At,
    long Started,
    long Finished,
    long Waiting,
    HistogramReading TtftSeconds,
    HistogramReading ItlSeconds,
    HistogramReading DurationSeconds,
    HistogramReading InputTokens,
    HistogramReading OutputTokens)
{
    /// <summary>Before the first request.</summary>
    public static TrafficCounters Zero { get; } = new TrafficRecorder().Read(TimeSpan.Zero);

    public long InFlight => Started - Finished;
}
