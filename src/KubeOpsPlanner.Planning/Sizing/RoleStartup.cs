using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>How long new replicas of one role take until they serve, measured order by order.</summary>
/// <param name="Wanted">Replicas in the spec when last looked; null before.</param>
/// <param name="Orders">What does not serve yet, oldest first.</param>
/// <param name="Seconds">The last measurements, oldest first.</param>
public sealed record RoleStartup(int? Wanted, ValueList<ReplicaOrder> Orders, ValueList<double> Seconds)
{
    private const int Measurements = 5;

    /// <summary>Far more than any loop orders while replicas start.</summary>
    private const int MostOrders = 100;

    /// <summary>What takes longer is stuck, not starting; Dynamo's planner gives up after as long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static RoleStartup Unknown { get; } = new(null, [], []);

    /// <summary>Replicas that served when last looked; null while unknown.</summary>
    public int? Serving { get; init; }

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

    /// <summary>What a replica takes that is ordered now: no less than one that is starting already does. Null before the first start.</summary>
    /// <param name="now">On the scale of <see cref="Observe"/>.</param>
    public double? ExpectedSeconds(TimeSpan now) => SlowestSeconds is { } slowest && Orders is [var oldest, ..]
        ? Math.Max(slowest, (now - oldest.At).TotalSeconds)
        : SlowestSeconds;

    /// <summary>Replica-seconds that those which are starting will have served when one that is ordered now begins: as long as they were ordered before it.</summary>
    /// <param name="now">On the scale of <see cref="Observe"/>.</param>
    public double HeadStartSeconds(TimeSpan now, int serving)
    {
        var (sum, counted) = (0.0, serving);
        foreach (var order in Orders)
        {
            sum += Math.Max(0, order.Replicas - counted) * (now - order.At).TotalSeconds;
            counted = Math.Max(counted, order.Replicas);
        }

        return sum;
    }

    /// <param name="now">On any fixed scale of domain time.</param>
    /// <param name="serving">Null while unknown, which proves nothing.</param>
    /// <remarks>A start between two looks took no time that matters; replicas that served before their order did not start.</remarks>
    public RoleStartup Observe(TimeSpan now, int wanted, int? serving)
    {
        var orders = Pending(now, wanted);
        if (wanted > Wanted) orders = orders.Append(new ReplicaOrder(now, wanted), MostOrders);
        var seconds = Seconds;
        foreach (var order in orders)
        {
            if (order.Replicas <= serving && (order.At < now || Serving < order.Replicas))
                seconds = seconds.Append((now - order.At).TotalSeconds, Measurements);
        }

        return new RoleStartup(wanted, [.. orders.Where(order => !(order.Replicas <= serving))], seconds) { Serving = serving };
    }

    /// <summary>Without what is stuck, and without what was taken back.</summary>
    private ValueList<ReplicaOrder> Pending(TimeSpan now, int wanted) => Orders.Count == 0
        ? Orders
        : [.. Orders
            .Where(order => now - order.At <= Longest)
            .Select(order => order with { Replicas = Math.Min(order.Replicas, wanted) })
            .DistinctBy(order => order.Replicas)
            .Where(order => !(order.Replicas <= Serving))];
}
