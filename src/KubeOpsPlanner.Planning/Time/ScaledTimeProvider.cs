namespace KubeOpsPlanner.Planning.Time;

/// <summary>
/// Domain time: runs <see cref="Scale"/> times as fast as the clock underneath, so that an hour of traffic can be
/// replayed in minutes. Intervals, start-up delays and traces use it; leases, time-outs and back-off never do.
/// </summary>
/// <remarks>The scale may change at any moment; domain time stays continuous and never goes back. Safe for concurrent use.</remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _system;
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _epoch;
    private double _scale;
    private long _anchorTimestamp;
    private TimeSpan _anchorElapsed;

    /// <param name="scale">Domain seconds per system second; 1 is real time.</param>
    public ScaledTimeProvider(TimeProvider system, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        _system = system;
        _scale = scale;
        _epoch = system.GetUtcNow();
        _anchorTimestamp = system.GetTimestamp();
    }

    public double Scale
    {
        get
        {
            lock (_lock)
            {
                return _scale;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (_lock)
            {
                _anchorElapsed = ElapsedNoLock();
                _anchorTimestamp = _system.GetTimestamp();
                _scale = value;
            }
        }
    }

    /// <summary>Domain time since this clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return ElapsedNoLock();
            }
        }
    }

    public override TimeZoneInfo LocalTimeZone => _system.LocalTimeZone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _epoch + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    /// <summary>How long a span of domain time takes on the system clock at the present scale.</summary>
    public TimeSpan ToSystem(TimeSpan domain) => domain / Scale;

    /// <remarks>A timer keeps the scale that was in force when it was set.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _system.CreateTimer(callback, state, ScaleTimer(dueTime), ScaleTimer(period));

    private TimeSpan ScaleTimer(TimeSpan domain) => domain == Timeout.InfiniteTimeSpan ? domain : ToSystem(domain);

    private TimeSpan ElapsedNoLock() => _anchorElapsed + _system.GetElapsedTime(_anchorTimestamp) * _scale;
}
