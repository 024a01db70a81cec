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
    private readonly double _most;
    private readonly double _drainSeconds;
    private readonly int _startLooks;
    private readonly double _hopeless;

    /// <param name="startSeconds">From the order of a replica until it serves.</param>
    public Rehearsal(DemandTape tape, RoleService service, double startSeconds)
    {
        (_service, _late, _hopeless) = (service, new LateTable(service), service.HopelessShare);
        _drainSeconds = BurstDefaults.DrainSeconds(startSeconds);
        _startLooks = (int)Math.Ceiling(Math.Min(startSeconds / DemandTape.LookSeconds, DemandTape.MostLooks));
        var (spread, smoothing) = (Width(service.SpreadSeconds), Width(Smoothing(service, startSeconds)));
        var rates = tape.Rates.AsSpan();
        _arrivals = SlidingWindow.Means(rates, spread, service.ServiceSeconds);
        _rates = service.HasRandomLate ? SlidingWindow.Means(_arrivals, Width(RateSeconds), 1) : [];
        _chased = smoothing == spread ? _arrivals : SlidingWindow.Means(rates, smoothing, service.ServiceSeconds);
        _needs = new int[rates.Length];
        for (var look = 0; look < _needs.Length; look++) _needs[look] = service.NeedOf(_chased[look]);
        foreach (var rate in _arrivals) (_total, _most) = (_total + rate, Math.Max(_most, rate));
    }

    /// <summary>What is looked at to order for a burst: nothing shorter than a start, which comes too late for it.</summary>
    public static double Smoothing(RoleService service, double startSeconds) => Math.Max(service.SpreadSeconds, startSeconds);

    /// <summary>Replicas that the highest rate needs; 0 on an empty tape.</summary>
    public int Most() => _service.NeedOf(_most);

    /// <returns>Replicas on average, and the share of the requests that would have been late.</returns>
    public RehearsalResult Play(HoldRule rule) => Play(rule.Always, Chase(rule.HoldSeconds), allowedShare: 1)!.Value;

    /// <summary>What a hold keeps of the replicas that looks need.</summary>
    internal Chase Chase(double? holdSeconds) => new(_needs, holdSeconds);

    /// <returns>Null as soon as more requests are late than allowed.</returns>
    internal RehearsalResult? Play(int always, Chase chase, double allowedShare)
    {
        var latest = allowedShare < 1 ? allowedShare * _total : double.PositiveInfinity;
        var (queue, late, cost) = (0.0, 0.0, 0L);
        var (serving, random, lateBefore) = (always, LateOf(always), QueuedLate(0, always));
        var arrivals = _arrivals;
        var room = RunningExtreme.IsSmall(arrivals.Length) ? stackalloc LookValue[2 * arrivals.Length] : new LookValue[2 * arrivals.Length];
        var crew = new Crew(always, chase, room, _startLooks);
        for (var look = 0; look < arrivals.Length; look++)
        {
            var arrived = arrivals[look];
            queue = Math.Max(0, queue + ((arrived - serving) * DemandTape.LookSeconds));
            var lateAfter = QueuedLate(queue, serving);
            if (arrived > 0)
            {
                var share = (lateBefore + lateAfter) / 2;
                late += arrived * (share < 1 && random is not null ? Math.Max(share, random.Of(_rates[look])) : share);
                if (late > latest) return null;
            }

            lateBefore = lateAfter;
            if (chase.IsOrdering)
            {
                var now = crew.Look(look, queue > 0 ? _service.NeedOf(_chased[look] + (queue / _drainSeconds)) : 0);
                if (now != serving) (serving, random, lateBefore) = (now, LateOf(now), QueuedLate(queue, now));
            }

            cost += chase.IsOrdering ? crew.Held : always;
        }

        return new RehearsalResult(cost / Math.Max(1.0, arrivals.Length), _total > 0 ? late / _total : 0);
    }

    /// <summary>Of those that find such a queue. Where nobody serves, all are.</summary>
    private double QueuedLate(double queue, int serving) => serving == 0 ? 1 : queue > 0 ? _service.LateShare(queue / serving) : _hopeless;

    private LateTable.Row? LateOf(int serving) => serving > 0 && _service.HasRandomLate ? _late.Of(serving) : null;

    private static int Width(double seconds) => Math.Max(1, DemandTape.Looks(seconds));

    /// <summary>The replicas of one play: what the rule wants, and what of it serves.</summary>
    private ref struct Crew(int always, Chase chase, Span<LookValue> room, int startLooks)
    {
        private readonly int[] _kept = chase.Held;
        private RunningExtreme _queued = new(room[..(room.Length / 2)], chase.Looks, isLeast: false);
        private RunningExtreme _started = new(room[(room.Length / 2)..], 1 + startLooks, isLeast: true);

        /// <summary>All that is held has long been serving, so nothing need be remembered.</summary>
        private bool _isSteady;
        private bool _isQueued;

        /// <summary>Starting or serving.</summary>
        public int Held { get; private set; }

        /// <param name="need">For what waits; 0 while nothing does.</param>
        /// <returns>Replicas that serve from this look to the next.</returns>
        public int Look(int look, int need)
        {
            var held = Math.Max(always, _kept[look]);
            if (need > 0) _queued.Add(look, need);
            if (need > 0 || _isQueued)
            {
                var kept = _queued.At(look);
                _isQueued = kept is not null;
                held = Math.Max(held, kept ?? 0);
            }

            if (_isSteady && held == Held) return held;
            if (_isSteady) _started.Add(look - 1, Held);
            _started.Add(look, held);
            Held = held;
            var serving = _started.At(look)!.Value;
            _isSteady = _started.Count == 1;
            if (_isSteady) _started.Clear();
            return serving;
        }
    }
}

/// <param name="Replicas">That were held on average.</param>
/// <param name="LateShare">Of the requests.</param>
public readonly record struct RehearsalResult(double Replicas, double LateShare);
