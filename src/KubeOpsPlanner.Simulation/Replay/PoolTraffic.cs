namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>Rates between two snapshots, of one pool or of several.</summary>
public readonly record struct PoolTraffic(double RequestsPerSecond, double InputTokensPerSecond, double OutputTokensPerSecond)
{
    /// <summary>Requests and prompts as they arrived, output as requests completed.</summary>
    /// <exception cref="ArgumentException">The snapshots are not in order.</exception>
    public static PoolTraffic Between(PoolSnapshot before, PoolSnapshot after)
    {
        var seconds = (after.Now - before.Now).TotalSeconds;
        return seconds > 0
            ? new PoolTraffic(
                (after.Arrived - before.Arrived) / seconds,
                (after.InputTokens - before.InputTokens) / seconds,
                (after.OutputTokens - before.OutputTokens) / seconds)
            : throw new ArgumentException("traffic needs a later snapshot after an earlier one", nameof(after));
    }

    public static PoolTraffic operator +(PoolTraffic a, PoolTraffic b) => new(
        a.RequestsPerSecond + b.RequestsPerSecond,
        a.InputTokensPerSecond + b.InputTokensPerSecond,
        a.OutputTokensPerSecond + b.OutputTokensPerSecond);
}
