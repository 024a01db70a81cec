using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>How long new replicas of one role take until they serve, measured from the order that was last.</summary>
/// <param name="Wanted">Replicas in the spec when last looked; null before.</param>
/// <param name="OrderedAt">When a growth was seen that does not serve yet.</param>
/// <param name="Seconds">The last measurements, oldest first.</param>
public sealed record RoleStartup(int? Wanted, TimeSpan? OrderedAt, ValueList<double> Seconds)
{
    private const int Measurements = 5;

    /// <summary>What takes longer is stuck, not starting; Dynamo's planner gives up after as long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static RoleStartup Unknown { get; } = new(null, null, []);

    /// <summary>The slowest of the last starts: a forecast that ends before a replica serves is of no use. Null before the first.</summary>
    public double? SlowestSeconds
    {
        get
        {
            double? slowest = null;
            foreach (var seconds in Seconds) slowest = Math.Max(slowest ?? 0, seconds);
            return slowest;
        }
    }

    /// <param name="now">On any fixed scale of domain time.</param>
    /// <param name="serving">Null while unknown, which proves nothing.</param>
    public RoleStartup Observe(TimeSpan now, int wanted, int? serving)
    {
        var next = this with
        {
            Wanted = wanted,
            OrderedAt = wanted > Wanted ? now : wanted < Wanted || now - OrderedAt > Longest ? null : OrderedAt,
        };
        return serving >= wanted && next.OrderedAt is { } ordered
            ? next with { OrderedAt = null, Seconds = now > ordered ? Seconds.Append((now - ordered).TotalSeconds, Measurements) : Seconds }
            : next;
    }
}
