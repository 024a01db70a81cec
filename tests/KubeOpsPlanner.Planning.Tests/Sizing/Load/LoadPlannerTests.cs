using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Tests.Profiles;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Ticks in a row: silent engines, learning, replicas that start.</summary>
public sealed class LoadPlannerTests
{
    private static readonly LoadOptions Every30 = Options(LoadTarget.Throughput) with { IntervalSeconds = 30 };

    [Fact]
    public void A_start_is_cancelled_after_two_quiet_intervals()
    {
        var run = new Run(Idle(current: 2, ready: 1));
        Assert.Equal((2, "scaling_in_progress"), run.At(30));
        Assert.Equal((1, "scale_down"), run.At(60));
    }

    [Fact]
    public void With_looks_every_5_s_nothing_happens_before_60_s()
    {
        var run = new Run(Idle(current: 2, ready: 1));
        for (var seconds = 30; seconds < 60; seconds += 5) Assert.Equal((seconds, 2), (seconds, run.At(seconds).Wanted));
        Assert.Equal((1, "scale_down"), run.At(60));
    }

    [Fact]
    public void Two_ticks_less_than_an_interval_apart_are_no_two_intervals()
    {
        var run = new Run(Idle(current: 2, ready: 1));
        Assert.Equal(2, run.At(30).Wanted);
        Assert.Equal(2, run.At(35).Wanted);
        Assert.Equal(1, run.At(60).Wanted);
    }

    [Theory]
    [InlineData("a hold", 0.7)]
    [InlineData("missing metrics", null)]
    [InlineData("growth", 1.2)]
    public void What_is_no_quiet_interval_starts_the_wait_anew(string row, double? share)
    {
        var quiet = Idle(current: 2, ready: 1);
        var run = new Run(quiet);
        Assert.Equal(2, run.At(30).Wanted);
        Assert.Equal((row, 2), (row, run.At(60, quiet with { Decode = share is { } used ? Engines(Kv(used * MaxKvTokens)) : RoleEngines.None }).Wanted));
        Assert.Equal((row, 2), (row, run.At(90, quiet).Wanted));
        Assert.Equal((row, 1), (row, run.At(120, quiet).Wanted));
    }

    [Fact]
    public void Other_replicas_start_the_wait_anew()
    {
        var run = new Run(Idle(current: 2, ready: 1));
        Assert.Equal(2, run.At(30).Wanted);
        Assert.Equal(3, run.At(60, Idle(current: 3, ready: 1)).Wanted);
        Assert.Equal(1, run.At(90, Idle(current: 3, ready: 1)).Wanted);
    }

    [Fact]
    public void A_floor_under_the_other_role_starts_no_wait_anew()
    {
        var inputs = Idle(current: 2, ready: 1) with
        {
            Mode = PlanMode.Disagg,
            Current = new ReplicaPair(1, 2),
            Ready = new ServingReplicas(1, 1),
            Gpus = new GpusPerReplica(1, 1),
            Prefill = Engines(Queued(0)),
        };
        var run = new Run(inputs);
        Assert.Equal(2, run.At(30).Wanted);
        Assert.Equal(1, run.At(60, inputs with { ThroughputFloor = new ReplicaPair(3, 1) }).Wanted);
    }

    [Fact]
    public void A_floor_of_two_decode_replicas_blocks()
    {
        var run = new Run(Idle(current: 2, ready: 1) with { ThroughputFloor = new ReplicaPair(0, 2) });
        Assert.Equal(2, run.At(30).Wanted);
        Assert.Equal(2, run.At(60).Wanted);
        Assert.Equal(2, run.At(90).Wanted);
    }

    [Fact]
    public void A_start_is_the_answer_to_the_load_that_ordered_it()
    {
        var busy = Idle(current: 2, ready: 1) with { Decode = Engines(Kv(3 * MaxKvTokens)) };
        Assert.Equal((2, "scaling_in_progress"), new Run(busy).At(30));
    }

    [Fact]
    public void An_engine_whose_counter_stands_still_is_left_out_and_named()
    {
        var options = Options(LoadTarget.Throughput);
        var inputs = Idle(current: 2, ready: 2) with { Options = options };
        LoadInputs Tick(long first, long second) => inputs with
        {
            Decode = Engines(Kv(70_000) with { Counter = first }, Kv(0, 0, 1) with { Counter = second }),
        };
        var run = new Run(Tick(1, 1));
        Assert.Equal("no_change", run.At(0).Reason);
        Assert.Equal("no_change", run.At(10, Tick(3, 1)).Reason);
        Assert.Equal("worker_count_mismatch", run.At(20, Tick(5, 1)).Reason);
        Assert.Equal(["decode-1"], run.Last.Decode!.Figures.LeftOut);
        Assert.Equal("no_fpm_data", run.At(60, Tick(5, 1)).Reason);
    }

    [Fact]
    public void Half_of_the_engines_are_enough_to_grow_and_none_to_shrink()
    {
        LoadInputs Seen(int engines, double share) => Idle(current: 4, ready: 4) with
        {
            Decode = Engines(Times(engines, i => Kv(share * MaxKvTokens, 0, i))),
        };
        Assert.Equal((5, "scale_up"), new Run(Seen(2, 1.2)).At(0));
        Assert.Equal((4, "worker_count_mismatch"), new Run(Seen(1, 1.2)).At(0));
        Assert.Equal((4, "worker_count_mismatch"), new Run(Seen(3, 0)).At(0));
        Assert.Equal((3, "scale_down"), new Run(Seen(4, 0)).At(0));
    }

    [Fact]
    public void The_ranks_of_a_worker_are_one_engine_as_busy_as_the_busiest()
    {
        var ranks = Engines(Kv(20_000), Kv(110_000), Kv(0));
        Assert.Equal((2, "scale_up"), new Run(Idle(current: 1, ready: 1) with { Decode = ranks }).At(0));
    }

    [Fact]
    public void A_number_that_is_not_told_holds()
    {
        var untold = Idle(current: 2, ready: 2) with { Decode = Engines(new EngineLoad("a"), new EngineLoad("b")) };
        Assert.Equal((2, "insufficient_data"), new Run(untold).At(0));
        Assert.Equal((2, "insufficient_data"), new Run(Idle(current: 2, ready: null)).At(0));
        var sizeless = Idle(current: 2, ready: 2) with { Decode = new RoleEngines([Kv(0), Kv(0, 0, 1)], EngineCapabilities.Unknown) };
        Assert.Equal((2, "insufficient_data"), new Run(sizeless).At(0));
        Assert.Contains("spec.engine.maxKvTokens", new Run(sizeless).Plan(0).Decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_teach_and_the_same_pass_teaches_once()
    {
        var options = Sla(itlMs: 100) with { MinObservations = 2 };
        LoadInputs Pass(long counter, double kv) => Idle(current: 1, ready: 1) with
        {
            Options = options,
            Decode = Engines(Kv(kv) with { PassId = counter, Passes = [new ForwardPass(0, 1, kv, (1e-5 * kv) + 0.001)] }),
        };
        var run = new Run(Pass(1, 1000));
        Assert.Equal("insufficient_data", run.At(0).Reason);
        Assert.Equal("insufficient_data", run.At(5, Pass(1, 1000)).Reason);
        Assert.Equal("no_change", run.At(10, Pass(2, 3000)).Reason);
        Assert.Equal("scale_up", run.At(15, Pass(3, 20_000)).Reason);
        Assert.Equal(3, run.Last.Next.Decode.Model.DecodeSamples.All.Count);
    }

    /// <remarks>Engines that pull their work have no queue of their own: upstream sees none, however many requests wait before them.</remarks>
    [Fact]
    public void Requests_that_wait_in_front_of_the_engines_count()
    {
        var inputs = new LoadInputs
        {
            Mode = PlanMode.Prefill,
            Options = Options(LoadTarget.Throughput),
            Now = TimeSpan.Zero,
            Current = new ReplicaPair(2, 0),
            Ready = new ServingReplicas(2, 0),
            Gpus = new GpusPerReplica(1, null),
            PromptTokens = 1000,
            Prefill = Engines(Queued(0), Queued(0, 1)) with { WaitingRequests = 9 },
        };
        var plan = LoadPlanner.Plan(inputs, LoadState.Create(inputs.Options));
        Assert.Equal((3, "scale_up"), (plan.Decision.Desired.Prefill, plan.Decision.Reason.Token()));
        Assert.Equal(4500 / ContextLength, plan.Prefill!.Figures.Worst!.Value, 6);
        Assert.Equal(1, LoadPlanner.Plan(inputs with { Prefill = Engines(Queued(0), Queued(0, 1)) }, LoadState.Create(inputs.Options)).Decision.Desired.Prefill);

        var decode = Idle(current: 1, ready: 1) with { PromptTokens = 3000, OutputTokens = 200, Decode = Engines(Kv(50_000)) with { WaitingRequests = 20 } };
        Assert.Equal((2, "scale_up"), new Run(decode).At(0));
    }

    [Fact]
    public void A_profile_lets_the_first_tick_decide()
    {
        var options = Sla(itlMs: 30);
        var inputs = Idle(current: 1, ready: 1) with { Options = options, Decode = Engines(Kv(90_000) with { DecodeRequests = 40 }) };
        Assert.Equal("insufficient_data", new Run(inputs).At(0).Reason);
        Assert.Equal("scale_up", new Run(inputs with { Profile = SampleProfiles.Profile() }).At(0).Reason);
    }

    [Fact]
    public void A_shrink_waits_until_it_was_wanted_for_the_whole_window()
    {
        var run = new Run(Idle(current: 2, ready: 2) with { StabilizationWindowSeconds = 60, Decode = Engines(Kv(70_000), Kv(70_000, 0, 1)) });
        Assert.Equal("no_change", run.At(0).Reason);
        var quiet = Idle(current: 2, ready: 2) with { StabilizationWindowSeconds = 60 };
        Assert.Equal((2, "scale_down_stabilized"), run.At(30, quiet));
        Assert.Equal((1, "scale_down"), run.At(61, quiet));
    }

    private static LoadInputs Idle(int current, int? ready) => new()
    {
        Mode = PlanMode.Decode,
        Options = Every30,
        Now = TimeSpan.Zero,
        Current = new ReplicaPair(0, current),
        Ready = new ServingReplicas(0, ready),
        Gpus = new GpusPerReplica(null, 1),
        Decode = Engines(Times(ready ?? 1, i => Kv(0, 0, i))),
    };

    private static RoleEngines Engines(params EngineLoad[] engines) => new(engines, new EngineCapabilities(ContextLength, MaxKvTokens));

    private sealed class Run(LoadInputs first)
    {
        private LoadInputs _inputs = first;
        private LoadState _state = LoadState.Create(first.Options);

        public LoadPlan Last { get; private set; } = null!;

        public LoadPlan Plan(double seconds, LoadInputs? inputs = null)
        {
            _inputs = (inputs ?? _inputs) with { Now = TimeSpan.FromSeconds(seconds) };
            Last = LoadPlanner.Plan(_inputs, _state);
            _state = Last.Next;
            return Last;
        }

        public (int Wanted, string Reason) At(double seconds, LoadInputs? inputs = null)
        {
            var plan = Plan(seconds, inputs);
            return (plan.Decision.Desired.Decode, plan.Decode!.IsShrink || plan.Decode.IsGrowth ? plan.Decision.Reason.Token() : plan.Decode.Reason.Token());
        }
    }
}
