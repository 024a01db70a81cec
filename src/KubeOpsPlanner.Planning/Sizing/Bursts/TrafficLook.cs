namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What came since the last look at a frontend's counters.</summary>
/// <param name="RequestsPerSecond">Requests that started.</param>
/// <param name="Seconds">Since the last look.</param>
public readonly record struct TrafficLook(double RequestsPerSecond, double Seconds)
{
    /// <summary>Null where nothing can be said: counters that went backwards, or no time between.</summary>
    public static TrafficLook? Between(double startedBefore, double startedNow, double seconds) =>
        seconds > 0 && startedNow >= startedBefore && double.IsFinite(startedNow) ? new TrafficLook((startedNow - startedBefore) / seconds, seconds) : null;
}
