namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Plays the tape of one role against a rule and sees what it would have cost, and who would have waited.</summary>
/// <remarks>
/// Between two looks work arrives and is done (Lindley's recursion on a fluid): a request is late by the queue that it
/// finds, or by chance among random arrivals (<see cref="RoleService.RandomLateShare"/> at the rate of a minute), whichever
/// is more. Replicas serve once they were wanted without a break for as long as a start takes.
/// </remarks>
public sealed class Rehearsal
{
    /// <summary>Over which a rate is a rate and not the count of a few random arrivals.</summary>
    public const double RateSeconds = 60;

    private readonly RoleService _service;
    private readonly double[] _arrivals;
    private readonly double[] _rates;
    private readonly double[] _chased;

    /// <summary>Of each look, while nothing waits.</summary>
    private readonly int[] _needs;
    private readonly double _total;
    private readonly double _startSeconds;

    /// <param name="startSeconds">From the order of a replica until it serves.</param>
    public Rehearsal(DemandTape tape, RoleService service, double startSeconds)
    {
        (_service, _startSeconds) = (service, startSeconds);
        _arrivals = SlidingWindow.Means(tape.Rates.AsSpan(), Width(service.SpreadSeconds));
        _rates = SlidingWindow.Means(_arrivals, Width(RateSeconds));
        _chased = SlidingWindow.Means(tape.Rates.AsSpan(), Width(Smoothing(service, startSeconds)));
        _needs = Array.ConvertAll(_chased, service.Need);
        foreach (var rate in _arrivals) _total += rate;
    }

    /// <summary>What is looked at to order for a burst: nothing shorter than a start, which comes too late for it.</summary>
    public static double Smoothing(RoleService service, double startSeconds) => Math.Max(service.SpreadSeconds, startSeconds);

    /// <summary>Replicas that the highest rate needs; 0 on an empty tape.</summary>
    public int Most() => _service.Need(_arrivals.DefaultIfEmpty(0).Max());

    /// <returns>Replicas on average, and the share of the requests that would have been late.</returns>
    public RehearsalResult Play(HoldRule rule)
    {
        var (queue, late, cost) = (0.0, 0.0, 0.0);
        var crew = new Crew(rule, _arrivals.Length, _startSeconds);
        for (var look = 0; look < _arrivals.Length; look++)
        {
            var serving = crew.Serving;
            var before = queue;
            queue = Math.Max(0, queue + ((_arrivals[look] * _service.ServiceSeconds - serving) * DemandTape.LookSeconds));
            if (_arrivals[look] > 0) late += _arrivals[look] * Late(before, queue, look, serving);
            crew.Look(rule.HoldSeconds is null ? 0 : Need(look, queue));
            cost += crew.Held;
        }

        return new RehearsalResult(cost / Math.Max(1, _arrivals.Length), _total > 0 ? late / _total : 0);
    }

    private int Need(int look, double queue) => queue > 0
        ? _service.Need(_chased[look] + (queue / _service.ServiceSeconds / BurstDefaults.DrainSeconds(_startSeconds)))
        : _needs[look];

    private double Late(double before, double after, int look, int serving)
    {
        if (serving == 0) return 1;
        var queued = before + after > 0
            ? (_service.LateShare(before / serving) + _service.LateShare(after / serving)) / 2
            : _service.HopelessShare;
        return queued >= 1 ? 1 : Math.Max(queued, _service.RandomLateShare(_rates[look], serving));
    }

    private static int Width(double seconds) => Math.Max(1, DemandTape.Looks(seconds));

    /// <summary>The replicas of one run: what the rule wants, and what of it serves.</summary>
    private sealed class Crew(HoldRule rule, int looks, double startSeconds)
    {
        private readonly RunningExtreme _hold = new(looks, 1 + DemandTape.Looks(rule.HoldSeconds ?? 0), isLeast: false);
        private readonly RunningExtreme _start = new(looks, 1 + (int)Math.Ceiling(Math.Min(startSeconds / DemandTape.LookSeconds, DemandTape.MostLooks)), isLeast: true);
        private int _look;

        public int Serving { get; private set; } = rule.Always;

        /// <summary>Starting or serving.</summary>
        public int Held { get; private set; } = rule.Always;

        public void Look(int need)
        {
            Held = Math.Max(rule.Always, _hold.Add(_look, need));
            Serving = _start.Add(_look, Held);
            _look++;
        }
    }
}

/// <param name="Replicas">That were held on average.</param>
/// <param name="LateShare">Of the requests.</param>
public readonly record struct RehearsalResult(double Replicas, double LateShare);
