using KubeOpsPlanner.Simulation.Randomness;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>
/// Start-up times of one role, replica by replica. They are log-normal, as times are that many steps multiply: pulling an
/// image, loading weights from a cache or from far away.
/// </summary>
/// <param name="spread">The 99th percentile over the median; 1 for the median always.</param>
public sealed class StartupDraw(TimeSpan median, double spread, ulong seed)
{
    /// <summary>That many standard deviations above the median lies a normal's 99th percentile.</summary>
    private const double Z99 = 2.3263478740408408;

    private readonly SeededRandom _random = new(seed);
    private readonly double _sigma = Math.Log(spread) / Z99;

    public TimeSpan Next() => _sigma == 0 ? median : median * Math.Exp(_sigma * _random.NextGaussian());
}
