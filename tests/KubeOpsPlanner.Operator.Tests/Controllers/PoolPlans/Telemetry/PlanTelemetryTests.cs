using System.Diagnostics.Metrics;
using System.Globalization;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans.Telemetry;

/// <summary>Dashboards that were made for the upstream planner find their series here.</summary>
public sealed class PlanTelemetryTests : IDisposable
{
    private static readonly PlanFacts Both = PlanFixture.With(spec => spec with { LoadScaling = new LoadScaling { Enabled = true }, Limits = new PlanLimits { MaxGpus = 32 } });

    /// <summary>Other tests' plans report to the same meter.</summary>
    private readonly ObjectKey _plan = new("inference", Guid.NewGuid().ToString("N"));

    private readonly PlanTelemetry _telemetry = new();

    [Theory]
    [InlineData("num_prefill_replicas", 2)]
    [InlineData("num_decode_replicas", 3)]
    [InlineData("predicted_num_decode_replicas", 2)]
    [InlineData("observed_ttft_ms", 250)]
    [InlineData("observed_itl_ms", 12)]
    [InlineData("observed_requests_per_second", 20)]
    [InlineData("observed_request_duration_seconds", 4.5)]
    [InlineData("observed_input_sequence_tokens", 3000)]
    [InlineData("observed_output_sequence_tokens", 150)]
    [InlineData("predicted_requests_per_second", 20)]
    [InlineData("predicted_input_sequence_tokens", 3000)]
    [InlineData("predicted_output_sequence_tokens", 150)]
    [InlineData("sla_target_ttft_ms", 500)]
    [InlineData("sla_target_itl_ms", 50)]
    public void A_gauge_has_the_plan_s_value(string name, double value)
    {
        Record(PlanFixture.Facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12, 4500), null, 0);
        Assert.Equal(value, Assert.Single(Read(name)).Value);
    }

    [Theory]
    [InlineData("predicted_num_prefill_replicas")]
    [InlineData("estimated_ttft_ms")]
    [InlineData("estimated_itl_ms")]
    [InlineData("engine_prefill_capacity_requests_per_second")]
    [InlineData("engine_decode_capacity_requests_per_second")]
    [InlineData("p_correction_factor")]
    [InlineData("d_correction_factor")]
    [InlineData("load_prefill_signal")]
    [InlineData("load_decode_signal")]
    public void A_gauge_that_is_worked_out_is_there(string name)
    {
        Record(Both, new TrafficWindow(180, 3600, 3000, 150, 250, 12, 4500), Engines, 0);
        Assert.True(Assert.Single(Read(name)).Value > 0);
    }

    [Fact]
    public void What_is_unknown_has_no_sample_rather_than_a_zero()
    {
        Record(PlanFixture.Facts, null, null, 0);
        Assert.Empty(Read("observed_ttft_ms"));
        Assert.Empty(Read("predicted_requests_per_second"));
        Assert.Equal(2, Assert.Single(Read("num_prefill_replicas")).Value);
    }

    [Fact]
    public void A_loop_s_decision_is_the_one_state_that_holds()
    {
        Record(Both, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Engines, 0);
        Assert.Equal("dynamo_planner_throughput_scaling_decision=set_lower_bound", State("throughput_scaling_decision"));
        Assert.Equal("dynamo_planner_load_scaling_decision=scale_up", State("load_scaling_decision"));
    }

    [Fact]
    public void A_loop_that_does_not_run_is_disabled_and_one_that_has_said_nothing_is_unset()
    {
        Record(PlanFixture.Facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), null, 0);
        Assert.Equal("dynamo_planner_throughput_scaling_decision=scale", State("throughput_scaling_decision"));
        Assert.Equal("dynamo_planner_load_scaling_decision=disabled", State("load_scaling_decision"));
        _telemetry.Forget(_plan);

        Record(Both, null, Engines, 0, looksAtTraffic: false);
        Assert.Equal("dynamo_planner_throughput_scaling_decision=unset", State("throughput_scaling_decision"));
    }

    [Fact]
    public void A_loop_that_does_not_decide_in_a_pass_keeps_what_it_said()
    {
        Record(Both, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Engines, 0);
        Record(Both, null, Engines, 5, looksAtTraffic: false);
        Assert.Equal("dynamo_planner_throughput_scaling_decision=set_lower_bound", State("throughput_scaling_decision"));
        Assert.Equal(20, Assert.Single(Read("observed_requests_per_second")).Value);
    }

    [Fact]
    public void Engines_are_told_apart_by_worker_and_rank()
    {
        Record(Both, null, Engines, 0, looksAtTraffic: false);
        Assert.Equal(["p0/0=9000", "p0/1=7000"], PerEngine("engine_queued_prefill_tokens"));
        Assert.Equal(["d0/0=300000"], PerEngine("engine_inflight_decode_kv_tokens"));
        Assert.Equal(["d0/0=50"], PerEngine("engine_queued_decode_kv_tokens"));
    }

    [Fact]
    public void Gpu_hours_add_up_while_replicas_serve()
    {
        Record(PlanFixture.Facts, null, null, 0);
        Assert.Equal(0, Assert.Single(Read("gpu_hours")).Value);
        Record(PlanFixture.Facts, null, null, 3600);
        Record(PlanFixture.Facts, null, null, 5400);
        Assert.Equal(5 * 1.5, Assert.Single(Read("gpu_hours")).Value, 9);
    }

    [Fact]
    public void A_plan_that_is_gone_has_no_series()
    {
        Record(Both, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Engines, 0);
        _telemetry.Forget(_plan);
        Assert.Empty(Read("num_prefill_replicas"));
        Assert.Empty(Read("load_scaling_decision"));
        Assert.Empty(Read("engine_queued_prefill_tokens"));
    }

    public void Dispose() => _telemetry.Dispose();

    private static EngineObservation Engines { get; } = new(
        new RoleEngines(
            [new EngineLoad("p0") { QueuedPrefillTokens = 9000 }, new EngineLoad("p0") { QueuedPrefillTokens = 7000 }],
            new EngineCapabilities(4000, 400_000)),
        new RoleEngines([new EngineLoad("d0") { DecodeKvTokens = 300_000, QueuedDecodeKvTokens = 50, DecodeRequests = 100 }], new EngineCapabilities(4000, 400_000)),
        "the test",
        Finding.Yes("EnginesObserved"));

    private void Record(PlanFacts facts, TrafficWindow? traffic, EngineObservation? engines, int seconds, bool looksAtTraffic = true)
    {
        var assessment = PlanAssessment.Of(facts);
        var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, new ServingReplicas(2, 3));
        var scrape = new PlanScrape(traffic is null ? null : new FrontendWindow(traffic, true, null), null, Finding.Yes("Scraped"));
        var sight = new PlanSight(looksAtTraffic ? scrape : null, engines, null);
        var now = TimeSpan.FromSeconds(seconds);
        var pass = PlanPass.Of(facts, assessment.Roles!, assessment.Profile, sight, memory, now);
        _telemetry.Record(_plan, PlanSample.Of(facts, assessment.Roles!, pass, sight, now));
    }

    private string State(string name)
    {
        var (value, labels) = Assert.Single(Read(name));
        Assert.Equal(1, value);
        return $"dynamo_planner_{name}={labels[$"dynamo_planner_{name}"]}";
    }

    private string[] PerEngine(string name) =>
    [
        .. Read(name).Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Labels["worker_id"]}/{sample.Labels["dp_rank"]}={sample.Value}")),
    ];

    private List<(double Value, Dictionary<string, string?> Labels)> Read(string name)
    {
        var read = new List<(double, Dictionary<string, string?>)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == MeterNames.Upstream && instrument.Name == name) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Keep(value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Keep(value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return read;

        void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
            if (labels["plan"] == _plan.Name) read.Add((value, labels));
        }
    }
}
