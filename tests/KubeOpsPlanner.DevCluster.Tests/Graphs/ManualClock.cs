namespace KubeOpsPlanner.DevCluster.Tests.Graphs;

/// <summary>Time that moves when it is told to, or by a fixed cost with every look at it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _elapsed;

    public TimeSpan Cost { get; init; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _elapsed += by;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _elapsed;

    public override long GetTimestamp() => (_elapsed += Cost).Ticks;
}
