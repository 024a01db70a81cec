namespace KubeOpsPlanner.Simulation.Replay.Results;

/// <summary>
/// Quantiles of latencies in bounded memory: counts in logarithmic ranges 1 % wide, as DDSketch has them
/// (Masson, Rim, Lee: VLDB 2019). A quantile is off by at most 0.5 %.
/// </summary>
public sealed class LatencySketch
{
    private const double Growth = 1.01;
    private const double LeastMs = 0.01;
    private const int Ranges = 2400;

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly long[] _counts = new long[Ranges];

    public long Count { get; private set; }

    public void Add(double milliseconds)
    {
        var range = milliseconds <= LeastMs ? 0 : (int)Math.Ceiling(Math.Log(milliseconds / LeastMs) / LogGrowth);
        _counts[Math.Min(range, Ranges - 1)]++;
        Count++;
    }

    public void Add(LatencySketch other)
    {
        for (var i = 0; i < Ranges; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <returns>Milliseconds; null when nothing was counted.</returns>
    public double? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var i = 0; i < Ranges; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return LeastMs * Math.Pow(Growth, i - 0.5);
            }
        }

        return null;
    }
}
