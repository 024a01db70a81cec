using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

/// <summary>
/// What goes wrong in Dynamo's planner, played again. Each test is named after the failure, which must not happen; the
/// numbers above it are those of the threads at ai-dynamo/dynamo in which people reported it.
/// </summary>
public sealed class KnownFailuresTests
{
    private const double Interval = 60;

    /// <summary>One prefill replica: 40,000 tokens/s, 80 ms; one decode replica: 10,000 tokens/s at 10 ms.</summary>
    private static LocalPlanInputs Inputs(TrafficWindow? window, ReplicaPair current, int minute = 0) => new()
    {
        Now = TimeSpan.FromMinutes(minute),
        Window = window,
        Current = current,
        Ready = ServingReplicas.Of(current),
        Serving = ServingReplicas.Of(current),
        Gpus = new GpusPerReplica(1, 1),
        Profile = SampleProfiles.Flat(prefillPerGpu: 40_000, decodePerGpu: 10_000),
        Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, 64), MaxReplicaStep: 64),
        Correction = CorrectionMode.Native,
        Percentile = 0.9,
        ShrinkMargin = 0.1,
    };

    private static LocalPlanState Fresh(string predictor = "constant") => LocalPlanState.Create(new PredictorOptions(predictor), Interval);

    private static TrafficWindow Traffic(double requestsPerSecond, double? ttftMs = null) =>
        new(Interval, requestsPerSecond * Interval, 3000, 150, ttftMs);

    // #14765: Prometheus is down, the count reads 0, everything shrinks to the floor.
    [Theory]
    [InlineData("nothing was read", null, null, null)]
    [InlineData("the count failed, the averages are NaN", null, double.NaN, double.NaN)]
    [InlineData("a count of zero without averages", 0.0, null, null)]
    [InlineData("the count is NaN", double.NaN, double.NaN, double.NaN)]
    public void A_failed_read_passes_for_an_idle_service(string row, double? requests, double? isl, double? osl)
    {
        var busy = LocalPlanner.Plan(Inputs(Traffic(50), new ReplicaPair(6, 2)), Fresh());
        var blind = LocalPlanner.Plan(Inputs(new TrafficWindow(Interval, requests, isl, osl), new ReplicaPair(6, 2), 1), busy.Next);
        Assert.Equal((row, new ReplicaPair(6, 2), "no_traffic_data"), (row, blind.Decision.Desired, blind.Decision.Reason.Token()));
    }

    // #6985, #3131: averages over no requests are NaN, so nothing was ever scaled down.
    [Fact]
    public void Averages_of_NaN_keep_an_idle_pool_up_for_ever()
    {
        var busy = LocalPlanner.Plan(Inputs(Traffic(50), new ReplicaPair(6, 2)), Fresh());
        var idle = LocalPlanner.Plan(Inputs(new TrafficWindow(Interval, 0, double.NaN, double.NaN, double.NaN), new ReplicaPair(6, 2), 1), busy.Next);
        Assert.Equal(new ReplicaPair(1, 1), idle.Decision.Desired);
    }

    // #10528.
    [Theory]
    [InlineData("the frontend's queue", 1200.0, null, null)]
    [InlineData("started less completed", null, 1200.0, null)]
    [InlineData("late first tokens", null, null, 120_000.0)]
    public void The_queue_that_users_feel_is_invisible_to_the_sizing(string witness, double? waiting, double? inFlight, double? ttftMs)
    {
        // 10 requests/s fit one engine (13.3/s); 1200 requests wait.
        var calm = LocalPlanner.Plan(Inputs(Traffic(9), new ReplicaPair(1, 1)), Fresh());
        Assert.Equal((witness, 1), (witness, calm.Decision.Desired.Prefill));

        var queued = LocalPlanner.Plan(
            Inputs(Traffic(9), new ReplicaPair(1, 1)) with { Queue = new QueueSignals(waiting, inFlight, ttftMs) }, Fresh());
        Assert.True(queued.Decision.Desired.Prefill >= 3, $"{witness}: {queued.Decision.Desired}");
        Assert.True(queued.Backlog!.Value.Requests > 900, $"{witness}: {queued.Backlog}");
    }

    // #8861, undone by #11624: a floor of ceil(estimated / target) pinned pools at two for ever.
    [Fact]
    public void Replicas_are_bought_for_a_latency_that_no_replica_can_shorten()
    {
        // The bare prefill takes 80 ms and the target is 20: that is a slow engine, not a queue.
        var inputs = Inputs(Traffic(9), new ReplicaPair(1, 1)) with
        {
            Targets = new LatencyTargets(20, 50),
            Queue = new QueueSignals(null, null, 80),
        };
        var plan = LocalPlanner.Plan(inputs, Fresh());
        Assert.Equal((1, 0.0), (plan.Decision.Desired.Prefill, plan.Backlog!.Value.Requests));
        Assert.False(plan.Decision.Prefill!.Capacity!.MeetsTarget);
    }

    // #10528: one prefill engine does 4.5 requests/s, a burst brings 8, first tokens take 160 s, and prefill stays at one.
    [Theory]
    [InlineData("started requests are counted", true)]
    [InlineData("only completed ones are, and they look like what one engine does", false)]
    public void A_burst_queues_for_minutes_in_front_of_one_prefill_engine(string row, bool countsStarts)
    {
        const double perEngine = 4.5;
        const int startMinutes = 2;
        var profile = SampleProfiles.Flat(prefillPerGpu: perEngine * 3000, decodePerGpu: 10_000);
        var (state, current, queue, ttftMs, most) = (Fresh(), new ReplicaPair(1, 1), 0.0, 0.0, 1);
        var orders = new List<(int Minute, int Replicas)> { (-startMinutes, 1) };
        for (var minute = 0; minute < 60; minute++)
        {
            var rate = minute < 10 ? 2.0 : 8.0;
            var ready = Math.Min(current.Prefill, orders.Where(order => minute >= order.Minute + startMinutes).Max(order => order.Replicas));
            var served = Math.Min(rate + (queue / Interval), ready * perEngine);
            queue = Math.Max(0, queue + ((rate - served) * Interval));
            ttftMs = 80 + (queue / (ready * perEngine) * 1000);
            var inputs = Inputs(Traffic(countsStarts ? rate : served), current, minute) with
            {
                Targets = new LatencyTargets(3000, 50),
                Profile = profile,
                Ready = new ServingReplicas(ready, current.Decode),
                Serving = new ServingReplicas(ready == current.Prefill ? ready : null, current.Decode),
                Queue = countsStarts ? new QueueSignals(queue, null, ttftMs) : new QueueSignals(null, queue + (served * 1.6), null),
                StabilizationWindowSeconds = 300,
            };
            var plan = LocalPlanner.Plan(inputs, state);
            if (plan.Decision.Desired.Prefill > current.Prefill) orders.Add((minute, plan.Decision.Desired.Prefill));
            (state, current, most) = (plan.Next, plan.Decision.Desired, Math.Max(most, plan.Decision.Desired.Prefill));
        }

        Assert.True(current.Prefill >= 2 && ttftMs <= 3000, $"{row}: {current}, first tokens after {ttftMs:0} ms");
        Assert.InRange(most, 2, 8);
    }

    // #9294 on the other side: static thresholds and the load loop move by one replica per interval, whatever they see.
    [Fact]
    public void Growth_creeps_by_one_replica_per_interval()
    {
        var state = LocalPlanner.Plan(Inputs(Traffic(9), new ReplicaPair(1, 1)), Fresh()).Next;
        var surge = LocalPlanner.Plan(Inputs(Traffic(100), new ReplicaPair(1, 1), 1), state);
        Assert.True(surge.Decision.Desired.Prefill >= 8, $"{surge.Decision.Desired}: 100 requests/s of 3000 tokens need 7.5 engines without any queue");
    }

    // #9294.
    [Fact]
    public void Noise_around_a_boundary_swings_a_pool_between_one_and_two()
    {
        var (state, current, changes) = (Fresh("kalman"), new ReplicaPair(1, 1), 0);
        var random = new Random(9294);
        for (var minute = 0; minute < 600; minute++)
        {
            // Around the 12.5 requests/s that one engine carries.
            var window = Traffic(12.5 * (1 + ((random.NextDouble() - 0.5) * 0.08)));
            var plan = LocalPlanner.Plan(Inputs(window, current, minute) with { StabilizationWindowSeconds = 300 }, state);
            if (plan.Decision.Changes) changes++;
            (state, current) = (plan.Next, plan.Decision.Desired);
        }

        Assert.InRange(changes, 0, 3);
        Assert.Equal(2, current.Prefill);
    }

    // #2511, #14296.
    [Fact]
    public void A_cold_start_orders_more_and_more_replicas()
    {
        // 40 requests/s need 4 engines from now on; new ones take 6 minutes, and a queue grows until then.
        const double rate = 40;
        const double perSecond = 40_000.0 / 3000;
        const int startMinutes = 6;
        var (state, current, ready, queue) = (Fresh(), new ReplicaPair(1, 1), 1, 0.0);
        var orders = new List<(int At, int Replicas)>();
        for (var minute = 0; minute < 60; minute++)
        {
            var started = orders.Where(order => minute >= order.At + startMinutes).Select(order => order.Replicas).LastOrDefault(1);
            ready = Math.Min(current.Prefill, Math.Max(ready, started));
            queue = Math.Max(0, queue + ((rate - (ready * perSecond)) * Interval));
            var load = Math.Min(0.95, rate / (ready * perSecond));
            var ttftMs = 80 + (load * 75 / (2 * (1 - load)) / ready) + (queue / rate * 1000);
            var inputs = Inputs(Traffic(rate, ttftMs), current, minute) with
            {
                Ready = new ServingReplicas(ready, current.Decode),
                Serving = new ServingReplicas(ready == current.Prefill ? ready : null, current.Decode),
                Queue = new QueueSignals(queue, null, ttftMs),
                StabilizationWindowSeconds = 300,
            };
            var plan = LocalPlanner.Plan(inputs, state);
            var grows = plan.Decision.Desired.Prefill > current.Prefill;
            Assert.False(grows && ready < current.Prefill, $"minute {minute}: {current} to {plan.Decision.Desired} while {ready} serve");
            if (grows) orders.Add((minute, plan.Decision.Desired.Prefill));
            (state, current) = (plan.Next, plan.Decision.Desired);
        }

        Assert.Single(orders);
        Assert.Equal((0.0, true), (queue, current.Prefill is 4 or 5));

        // The order is seen one look later.
        Assert.Equal((startMinutes - 1) * Interval, state.Startup.Prefill.SlowestSeconds);
    }

    // #2511: the first latencies after a start are those of the queue that it caused; as a factor they multiply the replicas.
    [Fact]
    public void A_correction_factor_that_a_cold_start_made_multiplies_the_replicas()
    {
        var inputs = Inputs(Traffic(20, ttftMs: 90_000), new ReplicaPair(2, 1)) with { Correction = CorrectionMode.Factors, Percentile = null };
        var (state, decided) = (Fresh(), new List<int>());
        for (var minute = 0; minute < 5; minute++)
        {
            var plan = LocalPlanner.Plan(inputs with { Now = TimeSpan.FromMinutes(minute) }, state);
            state = plan.Next;
            decided.Add(plan.Decision.Desired.Prefill);
        }

        Assert.Equal(1125, state.Factors.Prefill!.Value, 6);
        Assert.All(decided, prefill => Assert.Equal(2, prefill));
    }

    // The design document's own list of future work: sized for the mean length of prompts and the mean latency.
    [Fact]
    public void A_few_long_prompts_vanish_in_the_mean()
    {
        // 26 requests/s of 3000 tokens are two thirds of what three engines do, whether all are alike or a tenth is eight times as long.
        var mix = new LengthHistogram(new ValueList<double>([1000, 2000, 21_000]), new ValueList<double>([0, 90, 10]));
        var inputs = Inputs(Traffic(26), new ReplicaPair(3, 1)) with { Targets = new LatencyTargets(150, 50) };
        var alike = LocalPlanner.Plan(inputs, Fresh()).Decision.Raw!.Value.Prefill;
        var mixed = LocalPlanner.Plan(inputs with { Lengths = new TrafficLengths(mix, null) }, Fresh()).Decision.Raw!.Value.Prefill;
        Assert.Equal((3, 4), (alike, mixed));
    }

    [Fact]
    public void Replicas_arrive_after_the_ramp_that_they_were_ordered_for()
    {
        // Demand climbs by 4 requests/s and minute; a replica takes five minutes. Sizing for the next minute is five late.
        var startup = StartupTimes.Unknown
            .Observe(TimeSpan.Zero, new ReplicaPair(1, 1), new ServingReplicas(1, 1))
            .Observe(TimeSpan.FromMinutes(1), new ReplicaPair(2, 1), new ServingReplicas(1, 1))
            .Observe(TimeSpan.FromMinutes(6), new ReplicaPair(2, 1), new ServingReplicas(2, 1));
        Assert.Equal(300, startup.SlowestSeconds);

        var (blind, ahead) = (Fresh("kalman"), Fresh("kalman") with { Startup = startup });
        LocalPlan late = null!, early = null!;
        for (var minute = 10; minute < 40; minute++)
        {
            var inputs = Inputs(Traffic(4 * minute), new ReplicaPair(2, 1), minute);
            (late, early) = (LocalPlanner.Plan(inputs, blind), LocalPlanner.Plan(inputs, ahead));
            (blind, ahead) = (late.Next, early.Next);
        }

        Assert.Equal(5, early.Predicted!.RequestsAhead.Count);
        var perEngine = late.Decision.Prefill!.Capacity!.RequestsPerSecond;
        var climb = 4 * 4 / perEngine;
        Assert.InRange(early.Decision.Raw!.Value.Prefill - late.Decision.Raw!.Value.Prefill, (int)climb, (int)Math.Ceiling(climb) + 2);
    }

    // #14251, #9774.
    [Fact]
    public void One_stuck_component_stops_the_whole_graph()
    {
        // Decode waits for a node since 40 minutes; prefill needs more replicas and gets them.
        var (state, current) = (Fresh(), new ReplicaPair(1, 1));
        var stuck = new ReplicaPair(1, 3);
        LocalPlan plan = null!;
        for (var minute = 0; minute < 40; minute++)
        {
            plan = LocalPlanner.Plan(
                Inputs(Traffic(minute < 30 ? 9 : 60, ttftMs: 170), minute == 0 ? current : stuck, minute) with
                {
                    Ready = new ServingReplicas(1, 1),
                    Serving = new ServingReplicas(1, null),
                },
                state);
            state = plan.Next;
        }

        Assert.True(plan.Decision.Desired.Prefill >= 5, plan.Decision.ToString());
        Assert.NotEqual(1, state.Tuning.PrefillFactor);
        Assert.Equal(0, state.Startup.SlowestSeconds);
    }

    // #13144: a band of exactly 5 GPUs, engines of 2, and the floor asks for 6.
    [Fact]
    public void The_GPU_floor_pushes_an_aggregated_pool_through_the_ceiling()
    {
        var inputs = Inputs(Traffic(9), new ReplicaPair(0, 2)) with
        {
            Mode = PlanMode.Agg,
            Gpus = new GpusPerReplica(null, 2),
            Limits = new SizingLimits(new ReplicaPair(0, 1), new GpuBand(5, 5)),
        };
        foreach (var current in new[] { 0, 1, 2, 3, 7 })
        {
            var decision = LocalPlanner.Plan(inputs with { Current = new ReplicaPair(0, current) }, Fresh()).Decision;
            Assert.True(decision.Desired.Decode * 2 <= 5, $"{current}: {decision}");
        }
    }

    [Fact]
    public void Without_streaming_the_pool_is_resized_blindly()
    {
        var plan = LocalPlanner.Plan(Inputs(Traffic(100), new ReplicaPair(2, 2)) with { IsStreaming = false }, Fresh());
        Assert.Equal((new ReplicaPair(2, 2), "no_traffic_data"), (plan.Decision.Desired, plan.Decision.Reason.Token()));
        Assert.Contains("\"stream\": true", plan.Decision.Message);
        Assert.Equal(100, plan.Predicted!.RequestsPerSecond, 9);
    }
}
