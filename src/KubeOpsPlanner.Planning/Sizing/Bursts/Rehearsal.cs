namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Plays the tape of one role against a rule and sees what it would have cost, and who would have waited.</summary>
/// <remarks>
/// Between two looks work arrives and is done (Lindley's recursion on a fluid): a request is late by the queue that it
/// finds, or by chance among random arrivals (<see cref="RoleService.RandomLateShare"/> at the rate of a minute), whichever
/// is more. Replicas serve once they were wanted without a break for as long as a start takes. Rates count in replicas that
/// they keep busy, a queue in the seconds that one replica takes for it.
/// </remarks>
public sealed class Rehearsal
{
    /// <summary>Over which a rate is a rate and not the count of a few random arrivals.</summary>
    public const double RateSeconds = 60;

    private readonly RoleService _service;
    private readonly LateTable _late;
    private readonly double[] _arrivals;
    private readonly double[] _rates;
    private readonly double[] _chased;

    /// <summary>Of each look, while nothing waits.</summary>
    private readonly int[] _needs;
    private readonly double _total;
    private readonly double _drainSeconds;
    private readonly int _startLooks;
    private readonly double _hopeless;
    private readonly (int At, int Value)[] _started;
    private readonly (int At, int Value)[] _queued;

    /// <param name="startSeconds">From the order of a replica until it serves.</param>
    public Rehearsal(DemandTape tape, RoleService service, double startSeconds)
    {
        (_service, _late, _hopeless) = (service, new LateTable(service), service.HopelessShare);
        _drainSeconds = BurstDefaults.DrainSeconds(startSeconds);
        _startLooks = (int)Math.Ceiling(Math.Min(startSeconds / DemandTape.LookSeconds, DemandTape.MostLooks));
        var offered = Offered(tape, service.ServiceSeconds);
        _arrivals = SlidingWindow.Means(offered, Width(service.SpreadSeconds));
        _rates = SlidingWindow.Means(_arrivals, Width(RateSeconds));
        _chased = SlidingWindow.Means(offered, Width(Smoothing(service, startSeconds)));
        _needs = Array.ConvertAll(_chased, service.NeedOf);
        foreach (var rate in _arrivals) _total += rate;
        (_started, _queued) = (new (int, int)[_needs.Length], new (int, int)[_needs.Length]);
    }

    /// <summary>What is looked at to order for a burst: nothing shorter than a start, which comes too late for it.</summary>
    public static double Smoothing(RoleService service, double startSeconds) => Math.Max(service.SpreadSeconds, startSeconds);

    /// <summary>Replicas that the highest rate needs; 0 on an empty tape.</summary>
    public int Most()
    {
        var most = 0.0;
        foreach (var rate in _arrivals) most = Math.Max(most, rate);
        return _service.NeedOf(most);
    }

    /// <returns>Replicas on average, and the share of the requests that would have been late.</returns>
    public RehearsalResult Play(HoldRule rule) => Play(rule.Always, Chase(rule.HoldSeconds), allowedShare: 1)!.Value;

    /// <summary>What a hold keeps of the replicas that looks need.</summary>
    internal Chase Chase(double? holdSeconds) => new(_needs, holdSeconds is { } hold ? 1 + DemandTape.Looks(hold) : 0, _queued);

    /// <returns>Null as soon as more requests are late than allowed.</returns>
    internal RehearsalResult? Play(int always, Chase chase, double allowedShare)
    {
        var latest = allowedShare < 1 ? allowedShare * _total : double.PositiveInfinity;
        var (queue, late, cost) = (0.0, 0.0, 0L);
        var (serving, random) = (always, _late.Of(always));
        var queued = new RunningExtreme(_queued, chase.Looks, isLeast: false);
        var started = new RunningExtreme(_started, 1 + _startLooks, isLeast: true);
        var (arrivals, kept, isOrdering) = (_arrivals, chase.Held, chase.IsOrdering);
        for (var look = 0; look < arrivals.Length; look++)
        {
            var (before, arrived) = (queue, arrivals[look]);
            queue = Math.Max(0, queue + ((arrived - serving) * DemandTape.LookSeconds));
            if (arrived > 0) late += arrived * Late(before, queue, look, serving, random);
            if (late > latest) return null;

            var held = Math.Max(always, kept[look]);
            if (isOrdering)
            {
                if (queue > 0) queued.Add(look, _service.NeedOf(_chased[look] + (queue / _drainSeconds)));
                held = Math.Max(held, queued.At(look) ?? 0);
                started.Add(look, held);
                if (started.At(look) is { } now && now != serving) (serving, random) = (now, _late.Of(now));
            }

            cost += held;
        }

        return new RehearsalResult(cost / Math.Max(1.0, arrivals.Length), _total > 0 ? late / _total : 0);
    }

    private double Late(double before, double after, int look, int serving, LateTable.Row random)
    {
        if (serving == 0) return 1;
        var queued = before + after > 0 ? (QueuedLate(before, serving) + QueuedLate(after, serving)) / 2 : _hopeless;
        return queued >= 1 ? 1 : Math.Max(queued, random.Of(_rates[look]));
    }

    private double QueuedLate(double queue, int serving) => queue > 0 ? _service.LateShare(queue / serving) : _hopeless;

    private static double[] Offered(DemandTape tape, double serviceSeconds)
    {
        var offered = tape.Rates.AsSpan().ToArray();
        for (var look = 0; look < offered.Length; look++) offered[look] *= serviceSeconds;
        return offered;
    }

    private static int Width(double seconds) => Math.Max(1, DemandTape.Looks(seconds));
}

/// <param name="Replicas">That were held on average.</param>
/// <param name="LateShare">Of the requests.</param>
public readonly record struct RehearsalResult(double Replicas, double LateShare);
