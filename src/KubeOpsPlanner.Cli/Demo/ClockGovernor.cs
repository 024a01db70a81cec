namespace KubeOpsPlanner.Cli.Demo;

/// <summary>How fast domain time may run: as fast as asked, and slower while this machine cannot keep up.</summary>
/// <param name="wanted">Domain seconds per second.</param>
internal sealed class ClockGovernor(double wanted)
{
    private const double SlowestShare = 0.1;
    private const double Slower = 0.8;
    private const double Faster = 1.05;

    /// <summary>Domain time; more than this would show in latencies and decisions.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);

    /// <param name="scale">As it is.</param>
    /// <param name="lag">Domain time by which the traffic is behind.</param>
    /// <param name="tickLateness">Domain time by which the latest decision of a plan is overdue; zero or less when none is.</param>
    public double Next(double scale, TimeSpan lag, TimeSpan tickLateness) => lag > Tolerated || tickLateness > Tolerated
        ? Math.Max(wanted * SlowestShare, scale * Slower)
        : Math.Min(wanted, scale * Faster);
}
