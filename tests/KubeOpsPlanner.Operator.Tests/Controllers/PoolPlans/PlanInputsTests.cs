using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanInputsTests
{
    private static LocalPlanInputs Inputs(PlanFacts facts, FrontendWindow? window, ServingReplicas servedBefore = default) => PlanInputs.Of(
        facts, PlanAssessment.Of(facts).Roles!, null, window,
        new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, servedBefore), TimeSpan.Zero);

    [Fact]
    public void Demand_is_known_although_everything_queues()
    {
        var queued = new FrontendWindow(new TrafficWindow(180, 360, double.NaN, double.NaN), null, 360);
        var window = Inputs(PlanFixture.Facts, queued).Window!;
        Assert.Equal((TrafficKind.Live, 3000d, 150d), (window.Kind, window.Isl, window.Osl));
    }

    [Fact]
    public void Lengths_that_could_not_be_read_stay_unknown()
    {
        var unread = new FrontendWindow(new TrafficWindow(180, 360, null, 150), null, null);
        Assert.Equal(TrafficKind.Unknown, Inputs(PlanFixture.Facts, unread).Window!.Kind);
    }

    [Fact]
    public void The_frontends_queue_its_requests_in_flight_and_late_tokens_are_passed_on()
    {
        var window = new FrontendWindow(new TrafficWindow(180, 360, 3000, 150), true, 31)
        {
            InFlightRequests = 64,
            TtftSeconds = new LengthHistogram([0.5, 1, double.PositiveInfinity], [80, 20, 0]),
        };
        Assert.Equal(new QueueSignals(31, 64, 750), Inputs(PlanFixture.Facts, window).Queue);
    }

    [Theory]
    [InlineData(Correction.Native, null, 0.9, CorrectionMode.Native)]
    [InlineData(Correction.Native, 99, 0.99, CorrectionMode.Native)]
    [InlineData(Correction.Factors, null, null, CorrectionMode.Factors)]
    [InlineData(Correction.Off, 95, 0.95, CorrectionMode.Off)]
    public void Averages_are_kept_only_where_the_first_planner_is_asked_for(Correction correction, int? percentile, double? expected, CorrectionMode mode)
    {
        var facts = PlanFixture.With(spec => spec with { Correction = correction, Sla = spec.Sla with { Percentile = percentile } });
        var inputs = Inputs(facts, null);
        Assert.Equal((expected, mode), (inputs.Percentile, inputs.Correction));
    }

    [Fact]
    public void Latencies_are_compared_only_where_the_same_replicas_served_throughout()
    {
        Assert.Equal(new ServingReplicas(2, 3), Inputs(PlanFixture.Facts, null, new ServingReplicas(2, 3)).Serving);
        Assert.Equal(new ServingReplicas(2, null), Inputs(PlanFixture.Facts, null, new ServingReplicas(2, 2)).Serving);
        var starting = PlanFixture.Facts with { Target = PlanFixture.Graph(2, 3, readyDecode: 2) };
        Assert.Equal(new ServingReplicas(2, null), Inputs(starting, null, new ServingReplicas(2, 3)).Serving);
        Assert.Equal(new ServingReplicas(2, 2), Inputs(starting, null).Ready);
    }

    [Fact]
    public void The_graph_tells_what_a_replica_costs_unless_the_plan_does()
    {
        Assert.Equal(new GpusPerReplica(1, 1), Inputs(PlanFixture.Facts, null).Gpus);
        var named = PlanFixture.With(spec => spec with { Engine = spec.Engine with { DecodeGpus = 4 } });
        Assert.Equal(new GpusPerReplica(1, 4), Inputs(named, null).Gpus);
    }

    [Fact]
    public void What_the_load_loop_has_learnt_sizes_pools_that_nobody_profiled()
    {
        var facts = PlanFixture.With(spec => spec with
        {
            Profile = new ProfileSource(),
            LoadScaling = spec.LoadScaling with { Enabled = true },
            Engine = spec.Engine with { MaxBatchedTokens = 4096, MaxKvTokens = 500_000 },
        });
        var assessment = PlanAssessment.Of(facts);
        Assert.Equal(("ProfileNotNeeded", true), (assessment.ProfileLoaded.Reason, assessment.ProfileLoaded.IsGood));

        var options = PlanLoadInputs.Options(facts.Spec);
        var learned = PassModel.Create(options).Learn(Enumerable.Range(1, 8).Select(i => new ForwardPass(500 * i, 0, 0, 0.1 * i)));
        var state = LoadState.Create(options);
        var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default)
        {
            Load = new LoadMemory(TimeSpan.Zero, state with { Prefill = state.Prefill with { Model = learned } }),
        };
        var passes = PlanInputs.Of(facts, assessment.Roles!, null, null, memory, TimeSpan.Zero).Passes;
        Assert.Same(learned, passes.Prefill!.Model);
        Assert.Equal(new BatchLimits(4096, MaxKvTokens: 500_000), passes.Prefill.Limits);
        Assert.Equal(PoolPasses.Unknown, Inputs(facts, null).Passes);
    }

    [Theory]
    [InlineData("as seen", 3, 2.5, 2.5)]
    [InlineData("nothing is guessed ahead", 0, 2.5, 1.0)]
    [InlineData("nobody tells", 3, null, 1.0)]
    public void A_pool_that_nobody_profiled_is_sized_by_what_a_speculative_step_yields_and_by_the_requests_that_its_engines_take(
        string row, int guessed, double? seen, double expected)
    {
        var facts = PlanFixture.With(spec => spec with { Engine = spec.Engine with { SpeculativeTokens = guessed } });
        var roles = PlanAssessment.Of(facts).Roles!;
        var observed = new LoadMemory(TimeSpan.Zero, LoadState.Create(PlanLoadInputs.Options(facts.Spec)))
            .Observe(new EngineObservation(RoleEngines.None, RoleEngines.None, "workers", Finding.Yes("Seen")) { AcceptLength = seen })
            .Observe(new EngineObservation(RoleEngines.None, RoleEngines.None, "workers", Finding.Yes("Seen")));
        var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default) { Load = observed };
        var decode = PlanInputs.Of(facts, roles with { Decode = roles.Decode! with { MaxRequests = 64 } }, null, null, memory, TimeSpan.Zero).Passes.Decode!;
        Assert.Equal((row, expected, 64d), (row, decode.AcceptLength, decode.Limits.MaxRequests));
    }
}
