using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Replicas that take minutes to serve: what will wait then counts, not what waits now.</summary>
public sealed class OutlookTests
{
    /// <summary>Prompts of 1000 tokens, 1 ms a token: one replica carries one request a second. Each start takes five minutes.</summary>
    private const double StartSeconds = 300;

    /// <summary>Rows of (seconds, requests); -1 is unknown.</summary>
    [Theory]
    [InlineData("one reading", null, 0, 100)]
    [InlineData("ten seconds", null, 0, 100, 5, 110, 10, 120)]
    [InlineData("steady", 2.0, 0, 100, 5, 110, 10, 120, 15, 130, 20, 140)]
    [InlineData("a burst", 4.0, 0, 0, 15, 15, 30, 75, 45, 90)]
    [InlineData("a burst that is over for a minute", 1.0, 0, 0, 15, 60, 30, 75, 45, 90, 60, 105, 75, 120, 90, 135)]
    [InlineData("unknown in between", 2.0, 0, 100, 5, 110, 10, -1, 15, 130)]
    [InlineData("a counter that began anew", null, 0, 100, 5, 110, 10, 120, 15, 3)]
    [InlineData("looks far apart", 3.0, 0, 0, 90, 270)]
    public void Requests_per_second(string row, double? expected, params int[] readings)
    {
        var rate = ArrivalRate.Unknown;
        for (var i = 0; i < readings.Length; i += 2)
        {
            rate = rate.Observe(TimeSpan.FromSeconds(readings[i]), readings[i + 1] < 0 ? null : readings[i + 1]);
        }

        Assert.Equal((row, expected), (row, rate.PerSecond));
    }

    [Theory]
    [InlineData("nothing waits and nothing more than is carried arrives", 3.4, 0, 0, 4, 0, 4)]
    [InlineData("what waits is gone in a minute", 3.4, 60, 0, 8, 0, 4)]
    [InlineData("what waits outlasts the start", 3.4, 600, 0, 4, 420, 6)]
    [InlineData("the deficit until then waits as well", 6.8, 0, 0, 4, 840, 11)]
    [InlineData("but not where others serve meanwhile", 6.8, 0, 840, 4, 0, 8)]
    public void Replicas_carry_what_arrives_and_work_off_what_is_left(
        string row, double rate, double waiting, double headStart, int serving, double left, int replicas)
    {
        var outlook = new RoleOutlook(rate, 1, waiting, StartSeconds, headStart);
        Assert.Equal((row, left, replicas), (row, Math.Round(outlook.Left(serving), 6), outlook.Replicas(serving)));
    }

    /// <remarks>#2511 with engines instead of windows: the queue grows as long as replicas start, and orders them again when they serve.</remarks>
    [Fact]
    public void A_cold_start_orders_what_arrivals_need_and_not_again_when_it_serves()
    {
        var run = new Pool(StartSeconds, serving: 4);
        run.Play(seconds: 60, rate: 3);
        Assert.Equal(4, run.Wanted);
        run.Play(seconds: 900, rate: 8);

        // Eight are busy; until they serve 1200 requests come to wait, which some four more work off in as long.
        Assert.InRange(run.Most, 10, 14);
        Assert.Equal(0, run.Queue, 6);
        Assert.InRange(run.OrderedAt, 60, 90);
    }

    [Fact]
    public void Without_a_measured_start_the_queue_of_the_moment_orders_at_most_twice_what_serves()
    {
        var run = new Pool(null, serving: 4);
        run.Play(seconds: 60, rate: 3);
        run.Play(seconds: 60, rate: 40);
        Assert.InRange(run.Wanted, 5, 8);
        Assert.InRange(run.OrderedAt, 60, 65);
    }

    [Fact]
    public void A_queue_that_begins_to_drain_orders_nothing_and_one_that_does_not_orders_again()
    {
        var queued = Tick(0, 2, serving: 2, queue: 500) with { Startup = Known(2, 2) };
        var ordered = LoadPlanner.Plan(queued, Warm(queued, rate: 1.5));
        var wanted = ordered.Decision.Desired.Prefill;
        Assert.True(wanted > 2, ordered.Decision.Message);

        // They serve, and 400 wait still: gone within 300 s at 1.5 of so many requests a second.
        var serving = Tick(StartSeconds, wanted, wanted, 400) with { Startup = Known(wanted, wanted), StartedRequests = 450 };
        var starting = LoadPlanner.Plan(serving with { Now = TimeSpan.FromSeconds(StartSeconds - 5), Ready = new ServingReplicas(2, 0), StartedRequests = 442 }, ordered.Next);
        var answered = LoadPlanner.Plan(serving, starting.Next);
        Assert.Equal((wanted, "scaling_in_progress"), (answered.Decision.Desired.Prefill, answered.Prefill!.Reason.Token()));
        Assert.Contains("begun to work", answered.Decision.Message, StringComparison.Ordinal);

        // As long again, and it is still there: they cannot carry it, whatever a replica was believed to carry.
        var stays = LoadPlanner.Plan(serving with { Now = TimeSpan.FromSeconds((2 * StartSeconds) + 5), StartedRequests = 900 }, answered.Next);
        Assert.True(stays.Decision.Desired.Prefill > wanted, stays.Decision.Message);
    }

    [Fact]
    public void More_may_be_ordered_while_replicas_start_where_arrivals_ask_for_more_than_those()
    {
        var inputs = Tick(0, 4, serving: 2, queue: 100) with
        {
            Startup = Known(2, 2) with { Prefill = Known(2, 2).Prefill.Observe(TimeSpan.FromSeconds(-30), 4, 2) },
        };
        Assert.Equal((4, "scaling_in_progress"), Decided(LoadPlanner.Plan(inputs, Warm(inputs, rate: 2))));
        Assert.Equal(SizingReason.ScaleUp, LoadPlanner.Plan(inputs, Warm(inputs, rate: 8)).Prefill!.Reason);
    }

    private static (int, string) Decided(LoadPlan plan) => (plan.Decision.Desired.Prefill, plan.Prefill!.Reason.Token());

    /// <summary>Starts of five minutes were measured, and so many are wanted and serve since.</summary>
    private static StartupTimes Known(int wanted, int serving) => new(
        (RoleStartup.Unknown with { Seconds = [StartSeconds] }).Observe(TimeSpan.FromSeconds(-1000), wanted, serving), RoleStartup.Unknown);

    /// <summary>After a quiet minute with this rate of arrivals, with passes that were learned.</summary>
    private static LoadState Warm(LoadInputs inputs, double rate)
    {
        var state = LoadState.Create(inputs.Options);
        for (var seconds = -60; seconds < 0; seconds += 5)
        {
            var quiet = inputs with { Now = inputs.Now + TimeSpan.FromSeconds(seconds), Prefill = Engines(2, 0), Ready = new ServingReplicas(2, 0), StartedRequests = rate * seconds };
            state = LoadPlanner.Plan(quiet with { Current = new ReplicaPair(2, 0) }, state).Next;
        }

        return state;
    }

    private static LoadInputs Tick(double seconds, int wanted, int serving, double queue) => new()
    {
        Mode = PlanMode.Prefill,
        Options = Sla(ttftMs: 3000) with { MinObservations = 2, DownSensitivity = 0.8 },
        Now = TimeSpan.FromSeconds(seconds),
        Current = new ReplicaPair(wanted, 0),
        Ready = new ServingReplicas(serving, 0),
        Gpus = new GpusPerReplica(1, null),
        Limits = new SizingLimits(new ReplicaPair(1, 0), new GpuBand(-1, 64), MaxReplicaStep: 64),
        Prefill = Engines(serving, queue),
        PromptTokens = 1000,
        OutputTokens = 100,
        StartedRequests = 0,
        StabilizationWindowSeconds = 300,
    };

    /// <param name="queue">Requests, spread over all.</param>
    private static RoleEngines Engines(int serving, double queue) => new(
        [.. Times(serving, i => Queued(1000 * queue / serving, i) with
        {
            Passes = [.. new[] { 500.0, 1000.0 }.Select(tokens => new ForwardPass(tokens, 0, 0, tokens / 1000) { PrefillRequests = tokens / 1000 })],
        })],
        new EngineCapabilities(ContextLength, MaxKvTokens, 1000));

    /// <summary>A fluid queue before replicas that carry one request a second each, and the load loop every five seconds.</summary>
    private sealed class Pool(double? startSeconds, int serving)
    {
        private const double Interval = 5;

        private readonly List<(double At, int Replicas)> _orders = [(double.NegativeInfinity, serving)];
        private LoadState _state = LoadState.Begin(Tick(0, 1, 1, 0).Options, TimeSpan.Zero, new ReplicaPair(serving, 0));
        private StartupTimes _startup = startSeconds is { } known
            ? new StartupTimes(RoleStartup.Unknown with { Seconds = [known] }, RoleStartup.Unknown)
            : StartupTimes.Unknown;
        private double _now;
        private double _started;

        public int Wanted { get; private set; } = serving;

        public int Most { get; private set; } = serving;

        /// <summary>Of the last growth.</summary>
        public double OrderedAt => _orders[^1].At;

        public double Queue { get; private set; }

        public void Play(double seconds, double rate)
        {
            for (var end = _now + seconds; _now < end; _now += Interval)
            {
                var ready = Math.Min(Wanted, _orders.Where(order => _now >= order.At + StartSeconds).Max(order => order.Replicas));
                Queue = Math.Max(0, Queue + ((rate - ready) * Interval));
                _started += rate * Interval;
                _startup = _startup.Observe(TimeSpan.FromSeconds(_now), new ReplicaPair(Wanted, 0), new ServingReplicas(ready, 0));
                var plan = LoadPlanner.Plan(Tick(_now, Wanted, ready, Queue) with { Startup = _startup, StartedRequests = _started }, _state);
                if (plan.Decision.Desired.Prefill > Wanted) _orders.Add((_now, plan.Decision.Desired.Prefill));
                (_state, Wanted, Most) = (plan.Next, plan.Decision.Desired.Prefill, Math.Max(Most, plan.Decision.Desired.Prefill));
            }
        }
    }
}
