using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class LocalPlannerTests
{
    private static readonly LocalPlanState Fresh = LocalPlanState.Create(new PredictorOptions("constant"), 60);

    private static LocalPlanInputs Inputs(TrafficWindow? window, ReplicaPair current) => new()
    {
        Now = TimeSpan.FromMinutes(10),
        Window = window,
        Current = current,
        Ready = ServingReplicas.Of(current),
        Serving = ServingReplicas.Of(current),
        Gpus = new GpusPerReplica(1, 1),
        Profile = SampleProfiles.Flat(prefillPerGpu: 40_000, decodePerGpu: 10_000),
        Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, 64)),
        Correction = CorrectionMode.Off,
    };

    [Theory]
    [InlineData("light", 10, 10_000, 8, 1, 1)]
    [InlineData("decode is slow", 500, 1_000, 8, 1, 2)]
    [InlineData("ten times that", 5_000, 1_000, 64, 7, 13)]
    [InlineData("ten times that in 8 GPUs", 5_000, 1_000, 8, 3, 5)]
    public void Upstream_replicas_for_a_minute_of_3000_in_150_out(string row, double requests, double decodePerGpu, int maxGpus, int prefill, int decode)
    {
        var inputs = Inputs(new TrafficWindow(60, requests, 3000, 150), new ReplicaPair(1, 1));
        var plan = LocalPlanner.Plan(
            inputs with
            {
                Profile = SampleProfiles.Flat(40_000, decodePerGpu),
                Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, maxGpus), MaxReplicaStep: 100),
            },
            Fresh);
        Assert.Equal((row, new ReplicaPair(prefill, decode)), (row, plan.Decision.Desired));
        Assert.Equal(requests / 60, plan.Predicted!.RequestsPerSecond, 9);
    }

    [Fact]
    public void An_unreadable_window_after_live_traffic_holds_and_is_forgotten()
    {
        var live = LocalPlanner.Plan(Inputs(new TrafficWindow(60, 5000, 3000, 150), new ReplicaPair(7, 2)), Fresh);
        var blind = LocalPlanner.Plan(Inputs(new TrafficWindow(60, null, null, null), new ReplicaPair(7, 2)), live.Next);
        Assert.Equal((new ReplicaPair(7, 2), "no_traffic_data"), (blind.Decision.Desired, blind.Decision.Reason.Token()));
        Assert.Equal(live.Next.Forecaster, blind.Next.Forecaster);
        Assert.Equal("no_traffic_data", LocalPlanner.Plan(Inputs(null, new ReplicaPair(7, 2)), live.Next).Decision.Reason.Token());
    }

    [Fact]
    public void A_confirmed_idle_window_shrinks_to_the_floor()
    {
        var live = LocalPlanner.Plan(Inputs(new TrafficWindow(60, 5000, 3000, 150), new ReplicaPair(7, 2)), Fresh);
        var idle = LocalPlanner.Plan(Inputs(new TrafficWindow(60, 0, double.NaN, double.NaN), new ReplicaPair(7, 2)), live.Next);
        Assert.Equal((new ReplicaPair(1, 1), "scale_down"), (idle.Decision.Desired, idle.Decision.Reason.Token()));
    }

    [Fact]
    public void No_profile_means_the_model_is_not_ready()
    {
        var inputs = Inputs(new TrafficWindow(60, 10, 3000, 150), new ReplicaPair(2, 3)) with { Profile = null };
        var decision = LocalPlanner.Plan(inputs, Fresh).Decision;
        Assert.Equal((new ReplicaPair(2, 3), "model_not_ready"), (decision.Desired, decision.Reason.Token()));
    }

    [Fact]
    public void The_stabilisation_window_remembers_raw_wishes_for_its_length()
    {
        var window = new TrafficWindow(60, 5000, 3000, 150);
        var busy = Inputs(window, new ReplicaPair(7, 2)) with { StabilizationWindowSeconds = 120 };
        var first = LocalPlanner.Plan(busy, Fresh);
        var idle = busy with { Window = new TrafficWindow(60, 0, double.NaN, double.NaN) };

        var soon = LocalPlanner.Plan(idle with { Now = busy.Now + TimeSpan.FromSeconds(60) }, first.Next);
        Assert.Equal((new ReplicaPair(7, 2), "scale_down_stabilized"), (soon.Decision.Desired, soon.Decision.Reason.Token()));

        var later = LocalPlanner.Plan(idle with { Now = busy.Now + TimeSpan.FromSeconds(180) }, soon.Next);
        Assert.Equal(new ReplicaPair(1, 1), later.Decision.Desired);
    }

    [Fact]
    public void Native_tuning_learns_slowly_within_bounds_and_only_from_settled_replicas()
    {
        var slow = Inputs(new TrafficWindow(60, 10, 3000, 150, TtftMs: 800, ItlMs: 100), new ReplicaPair(1, 1)) with { Correction = CorrectionMode.Native };
        var starting = LocalPlanner.Plan(slow with { Serving = default }, Fresh);
        Assert.Equal(new LatencyTuning(), starting.Next.Tuning);

        var state = Fresh;
        var last = 1.0;
        for (var tick = 0; tick < 30; tick++)
        {
            state = LocalPlanner.Plan(slow, state).Next;
            Assert.InRange(state.Tuning.DecodeFactor, last, LatencyTuning.MostFactor);
            Assert.True(state.Tuning.DecodeFactor <= last * 2.1, "one observation may not jump");
            last = state.Tuning.DecodeFactor;
        }

        Assert.Equal(LatencyTuning.MostFactor, state.Tuning.DecodeFactor);
        Assert.Equal(LatencyTuning.MostFactor, state.Tuning.PrefillFactor);
    }

    [Fact]
    public void Native_tuning_agrees_with_an_engine_that_is_as_profiled()
    {
        var exact = Inputs(new TrafficWindow(60, 0.6, 3000, 150, TtftMs: 80, ItlMs: 10), new ReplicaPair(1, 1)) with { Correction = CorrectionMode.Native };
        var tuning = LocalPlanner.Plan(exact, Fresh).Next.Tuning;
        Assert.Equal(1, tuning.PrefillFactor, 2);
        Assert.Equal(1, tuning.DecodeFactor, 6);
    }

    [Fact]
    public void Native_tuning_does_not_take_a_shared_queue_for_a_fast_engine()
    {
        // 60 requests/s on six engines of 75 ms each: 75 % busy, so 42.166 % of the requests wait (Erlang C), 25 ms on average
        // over those (75 ms / 2·6·(1 − 0.75)).
        var pool = new ReplicaPair(6, 6);
        var exact = Inputs(new TrafficWindow(60, 3600, 3000, 150, TtftMs: 80 + (0.42166 * 25)), pool) with { Correction = CorrectionMode.Native };
        Assert.Equal(1, LocalPlanner.Plan(exact, Fresh).Next.Tuning.PrefillFactor, 4);
    }

    [Theory]
    [InlineData("queueing above 1 is clamped", 8000.0, 10.0, 500, 1)]
    [InlineData("a faster prefill relieves", 40.0, 10.0, 1000, 1)]
    [InlineData("as profiled", 80.0, 10.0, 1000, 2)]
    public void Correction_factors_follow_the_first_generation(string row, double ttftMs, double itlMs, double requests, int prefill)
    {
        var inputs = Inputs(new TrafficWindow(60, requests, 3000, 150, ttftMs, itlMs), new ReplicaPair(1, 1)) with { Correction = CorrectionMode.Factors };
        var plan = LocalPlanner.Plan(inputs, Fresh);
        Assert.Equal((row, prefill), (row, plan.Decision.Desired.Prefill));
        Assert.Equal(ttftMs / 80, plan.Factors.Prefill!.Value, 9);
    }

    [Fact]
    public void More_demand_never_asks_for_less()
    {
        foreach (var correction in Enum.GetValues<CorrectionMode>())
        {
            var last = new ReplicaPair(0, 0);
            for (var requests = 1; requests < 20_000; requests += 500)
            {
                var inputs = Inputs(new TrafficWindow(60, requests, 3000, 150), new ReplicaPair(1, 1)) with
                {
                    Correction = correction,
                    Limits = new SizingLimits(new ReplicaPair(1, 1), GpuBand.Unlimited, MaxReplicaStep: 1000),
                };
                var desired = LocalPlanner.Plan(inputs, Fresh).Decision.Desired;
                Assert.False(desired.IsBelow(last), $"{correction}: {requests} requests ask for {desired} after {last}");
                last = desired;
            }
        }
    }
}
