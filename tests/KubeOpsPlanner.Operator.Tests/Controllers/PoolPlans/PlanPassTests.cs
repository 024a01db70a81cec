using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>One graph of two prefill and three decode replicas, seen by one loop or both.</summary>
public sealed class PlanPassTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlanFacts LoadOnly = PlanFixture.With(spec => spec with { OptimizationTarget = OptimizationTarget.Throughput, Limits = new PlanLimits { MaxGpus = 32 } });
    private static readonly PlanFacts Both = PlanFixture.With(spec => spec with { LoadScaling = new LoadScaling { Enabled = true }, Limits = new PlanLimits { MaxGpus = 32 } });

    [Fact]
    public void Queues_grow_a_pool_that_thresholds_plan()
    {
        var pass = Pass(LoadOnly, null, Engines(queued: 9000, kv: 300_000));
        Assert.Equal((new ReplicaPair(4, 3), "scale_up"), (pass.Decision.Desired, pass.Decision.Reason.Token()));
        Assert.Null(pass.Local);
    }

    [Fact]
    public void Where_both_loops_run_the_forecast_is_a_floor_and_the_load_decides_above_it()
    {
        var traffic = new TrafficWindow(180, 3600, 3000, 150, 250, 12);
        var floor = Pass(Both, traffic, null).Memory.Load!.Floor!.Value;
        Assert.True(floor.Prefill > 2, $"{floor}: 60,000 prompt tokens per second exceed two prefill workers");

        var pass = Pass(Both, traffic, Engines(queued: 0, kv: 1000));
        Assert.Equal(floor.Prefill, pass.Decision.Desired.Prefill);
        Assert.Equal("set_lower_bound", pass.Local!.Decision.Reason.Token());
        Assert.Equal(floor, pass.Load!.ThroughputFloor);
    }

    [Fact]
    public void Until_the_throughput_loop_knows_a_bound_nothing_shrinks()
    {
        var options = PlanLoadInputs.Options(Both.Spec);
        var idle = Engines(queued: 0, kv: 0);
        ReplicaPair After(ReplicaPair? floor) => PlanPass.Of(
            Both, Roles(Both), PlanAssessment.Of(Both).Profile, Sight(null, idle, false),
            Memory(Both) with { Load = new LoadMemory(TimeSpan.Zero, LoadState.Create(options)) { Floor = floor } }, TimeSpan.FromSeconds(5)).Decision.Desired;
        Assert.Equal(new ReplicaPair(2, 3), After(null));
        Assert.Equal(new ReplicaPair(1, 2), After(new ReplicaPair(1, 2)));
    }

    [Fact]
    public void Starts_and_arrivals_reach_the_load_loop()
    {
        var memory = Memory(LoadOnly);
        memory = memory with
        {
            Local = memory.Local with { Startup = new StartupTimes(RoleStartup.Unknown with { Seconds = [120] }, RoleStartup.Unknown) },
        };
        var sight = Sight(null, Engines(0, 0), false) with { Counters = new ScrapedCounters(new FrontendCounters { RequestsStarted = 17 }, TimeSpan.Zero) };
        var inputs = PlanLoadInputs.Of(LoadOnly, Roles(LoadOnly), null, sight, memory, TimeSpan.FromSeconds(5));
        Assert.Equal((17.0, 120.0), (inputs.StartedRequests, inputs.Startup.Prefill.SlowestSeconds));
    }

    [Fact]
    public void A_throughput_loop_that_holds_leaves_its_last_bound()
    {
        var memory = Memory(Both) with { Load = new LoadMemory(TimeSpan.Zero, LoadState.Create(PlanLoadInputs.Options(Both.Spec))) { Floor = new ReplicaPair(2, 3) } };
        var pass = PlanPass.Of(Both, Roles(Both), PlanAssessment.Of(Both).Profile, Sight(null, null, looksAtTraffic: true), memory, TimeSpan.FromSeconds(180));
        Assert.True(pass.Local!.Decision.IsHold);
        Assert.Equal(new ReplicaPair(2, 3), pass.Memory.Load!.Floor);
    }

    [Fact]
    public void The_first_tick_after_a_restart_shrinks_nothing()
    {
        var pass = Pass(LoadOnly, null, Engines(queued: 0, kv: 0));
        Assert.Equal((new ReplicaPair(2, 3), "scale_down_stabilized"), (pass.Decision.Desired, pass.Decision.Reason.Token()));
        var later = PlanPass.Of(
            LoadOnly, Roles(LoadOnly), null, Sight(null, Engines(queued: 0, kv: 0), false), pass.Memory, TimeSpan.FromSeconds(5 + 301));
        Assert.Equal((new ReplicaPair(1, 2), "scale_down"), (later.Decision.Desired, later.Decision.Reason.Token()));
    }

    [Fact]
    public void Silence_holds_and_the_condition_says_who_was_asked()
    {
        var status = Report(LoadOnly, Pass(LoadOnly, null, Nobody), Nobody, Now);
        Assert.Equal(("no_fpm_data", PoolPlanPhase.Degraded), (status.Reason, status.Phase));
        Assert.Equal(new PoolReplicas { Prefill = 2, Decode = 3 }, status.Desired);
        var condition = status.Conditions.Single(condition => condition.Type == "EngineMetricsAvailable");
        Assert.Equal(("False", "NoEngineMetrics", "KV router: not there"), (condition.Status, condition.Reason, condition.Message));
        Assert.Equal("False", status.Conditions.Single(known => known.Type == "Ready").Status);
    }

    [Fact]
    public void A_decision_is_reported_with_signals_bounds_and_limits()
    {
        var facts = PlanFixture.With(spec => spec with { OptimizationTarget = OptimizationTarget.Throughput, Limits = new PlanLimits { MaxGpus = 6 } });
        var engines = Engines(queued: 9000, kv: 300_000);
        var status = Report(facts, Pass(facts, null, engines), engines, Now);
        Assert.Equal((PoolPlanPhase.Planning, "scale_up", new PoolReplicas { Prefill = 3, Decode = 3 }), (status.Phase, status.Reason, status.Desired));
        var load = status.Load!;
        Assert.Equal("the test", load.Source);
        Assert.Equal(
            (2, 2, "queued prompt tokens / context length", 2.25, 2.25, 1.0, 0.1, 4, "scale_up"),
            (load.Prefill!.Engines, load.Prefill.Ready, load.Prefill.Signal, load.Prefill.Worst, load.Prefill.Mean, load.Prefill.Up, load.Prefill.Down, load.Prefill.Wanted, load.Prefill.Reason));
        Assert.Equal(["CeilingFits"], load.Limits.Select(limit => limit.Name));
        Assert.Equal("True", status.Conditions.Single(known => known.Type == "ProfileLoaded").Status);
        Assert.Null(load.Prefill.InterceptMs);
    }

    [Fact]
    public void The_regression_is_reported_where_latencies_are_estimated()
    {
        var facts = PlanFixture.With(spec => spec with { ThroughputScaling = new ThroughputScaling { Enabled = false }, LoadScaling = new LoadScaling { Enabled = true } });
        var engines = Engines(queued: 0, kv: 1000);
        var load = Report(facts, Pass(facts, null, engines), engines, Now).Load!;
        Assert.True(load.Prefill is { InterceptMs: not null, WorkMs: > 0 }, load.ToString());
        Assert.Equal("estimated time to the first token [ms]", load.Prefill.Signal);
        Assert.Equal(500, load.Prefill.Up);
    }

    [Fact]
    public void What_stays_the_same_is_written_twice_a_minute_at_most()
    {
        var first = Report(LoadOnly, Pass(LoadOnly, null, Engines(queued: 2000, kv: 300_000)), Engines(queued: 2000, kv: 300_000), Now);
        var later = LoadOnly with { Plan = LoadOnly.Plan with { Status = first } };
        var other = Engines(queued: 2100, kv: 300_000);
        Assert.Equal(first.Load, Report(later, Pass(later, null, other), other, Now.AddSeconds(5)).Load);
        Assert.Equal(first.DecidedAt, Report(later, Pass(later, null, other), other, Now.AddSeconds(5)).DecidedAt);
        Assert.NotEqual(first.Load, Report(later, Pass(later, null, other), other, Now.AddSeconds(30)).Load);
        var news = Engines(queued: 9000, kv: 300_000);
        Assert.Equal("scale_up", Report(later, Pass(later, null, news), news, Now.AddSeconds(5)).Reason);
    }

    private static EngineObservation Nobody { get; } = new(RoleEngines.None, RoleEngines.None, null, Finding.No("NoEngineMetrics", "KV router: not there"));

    private static EngineObservation Engines(double queued, double kv)
    {
        var capabilities = new EngineCapabilities(4000, 400_000);
        return new EngineObservation(
            new RoleEngines([.. Enumerable.Range(0, 2).Select(i => new EngineLoad($"p{i}") { QueuedPrefillTokens = queued })], capabilities),
            new RoleEngines([.. Enumerable.Range(0, 3).Select(i => new EngineLoad($"d{i}") { DecodeKvTokens = kv })], capabilities),
            "the test",
            Finding.Yes("EnginesObserved"));
    }

    private static PlanPass Pass(PlanFacts facts, TrafficWindow? traffic, EngineObservation? engines) =>
        PlanPass.Of(facts, Roles(facts), PlanAssessment.Of(facts).Profile, Sight(traffic, engines, traffic is not null), Memory(facts), TimeSpan.FromSeconds(5));

    private static PlanSight Sight(TrafficWindow? traffic, EngineObservation? engines, bool looksAtTraffic) => new(
        looksAtTraffic ? new PlanScrape(traffic is null ? null : new FrontendWindow(traffic, true, null), null, Finding.Yes("Scraped")) : null, engines, null);

    private static PlanRoles Roles(PlanFacts facts) => PlanAssessment.Of(facts).Roles!;

    private static PlanMemory Memory(PlanFacts facts) => new(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default);

    private static PoolPlanStatus Report(PlanFacts facts, PlanPass pass, EngineObservation engines, DateTimeOffset at) =>
        new PlanReport(facts, PlanAssessment.Of(facts), pass.Local, null, null, false) { Load = pass.Load, Engines = engines }.ToStatus(at, at);
}
