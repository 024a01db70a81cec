namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>The shape of a <see cref="SyntheticTrace"/>. The defaults are the bundled trace: one day with two bursts, compressed to an hour.</summary>
public sealed record SyntheticTraceOptions
{
    public ulong Seed { get; init; } = 20;

    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The period of the daily wave; shorter than 24 h compresses the day. The trace begins at night, at the trough.</summary>
    public TimeSpan DayLength { get; init; } = TimeSpan.FromHours(1);

    public double TroughRequestsPerSecond { get; init; } = 2;

    public double PeakRequestsPerSecond { get; init; } = 12;

    public IReadOnlyList<TrafficBurst> Bursts { get; init; } =
    [
        new(TimeSpan.FromMinutes(18), TimeSpan.FromMinutes(3), 2.0),
        new(TimeSpan.FromMinutes(42), TimeSpan.FromMinutes(4), 1.8),
    ];

    /// <summary>Chat with moderate prompts, and summaries of long documents with short answers.</summary>
    public IReadOnlyList<TokenMix> Mixes { get; init; } =
    [
        new(0.8, 1800, 0.6, 180, 0.7),
        new(0.2, 6000, 0.4, 60, 0.5),
    ];

    public double NonStreamingShare { get; init; } = 0.1;

    public int MaxInputTokens { get; init; } = 32_000;

    public int MaxOutputTokens { get; init; } = 4_000;
}
