using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class ThroughputSizingTests
{
    private static TrafficForecast Rate(double requestsPerSecond) => new(
        new Forecast(requestsPerSecond * 60, null, false), new Forecast(3000, null, false), new Forecast(150, null, false), 60);

    /// <summary>Chooses capacities so that a demand of 100 requests/s needs exactly the raw replicas.</summary>
    private static SizingSnapshot Raw(ReplicaPair current, ReplicaPair raw, GpuBand band, PlanMode mode = PlanMode.Disagg) => new()
    {
        Mode = mode,
        Current = current,
        Gpus = new GpusPerReplica(1, 1),
        Limits = new SizingLimits(new ReplicaPair(1, 1), band),
        Forecast = Rate(100),
        Capacity = new PoolCapacity(
            raw.Prefill == 0 ? null : new RoleCapacity(100.0 / raw.Prefill, 100),
            raw.Decode == 0 ? null : new RoleCapacity(100.0 / raw.Decode, 10)),
    };

    [Theory]
    [InlineData("(24,40) raw (8,180)", 24, 40, 8, 180, 8, 1, 1, 16, 48)]
    [InlineData("(24,40) raw (8,180), cap 3", 24, 40, 8, 180, 3, 1, 1, 21, 43)]
    [InlineData("(24,40) raw (32,48), full", 24, 40, 32, 48, 8, 1, 1, 24, 40)]
    [InlineData("(24,40) raw (8,180), minima 30/8", 24, 40, 8, 180, 8, 30, 8, 30, 34)]
    [InlineData("(27,36) raw (8,8)", 27, 36, 8, 8, 8, 1, 1, 19, 28)]
    public void Lower_bounds_with_the_load_loop_on(string row, int p, int d, int rawP, int rawD, int cap, int minP, int minD, int boundP, int boundD)
    {
        var snapshot = Raw(new ReplicaPair(p, d), new ReplicaPair(rawP, rawD), new GpuBand(64, 64)) with { LowerBoundOnly = true };
        var decision = ThroughputSizing.Decide(snapshot with { Limits = new SizingLimits(new ReplicaPair(minP, minD), new GpuBand(64, 64), cap) });

        Assert.Equal((row, new ReplicaPair(boundP, boundD)), (row, decision.LowerBound));
        Assert.Equal(snapshot.Current, decision.Desired);
        Assert.Equal("set_lower_bound", decision.Reason.Token());
    }

    [Fact]
    public void Repeating_a_bound_is_idempotent()
    {
        var snapshot = Raw(new ReplicaPair(24, 40), new ReplicaPair(8, 180), new GpuBand(64, 64)) with { LowerBoundOnly = true };
        Assert.Equal(ThroughputSizing.Decide(snapshot).LowerBound, ThroughputSizing.Decide(snapshot).LowerBound);
    }

    [Theory]
    [InlineData("full, both up", 24, 40, 32, 48, 64, 64, 1, 1, 24, 40, "gpu_budget_guard_hold")]
    [InlineData("raw is current", 24, 40, 24, 40, 64, 64, 1, 1, 24, 40, "no_change")]
    [InlineData("down at the floor", 28, 36, 27, 36, 64, 64, 1, 1, 28, 36, "gpu_budget_guard_hold")]
    [InlineData("no floor, up", 24, 36, 40, 36, -1, 64, 1, 1, 28, 36, "scale_up")]
    [InlineData("no floor, down", 20, 20, 1, 20, -1, 64, 1, 1, 12, 20, "scale_down")]
    [InlineData("floor beats cap", 21, 34, 30, 34, 64, 64, 30, 34, 30, 34, "gpu_budget_reconcile")]
    [InlineData("no floor, floor beats cap", 1, 1, 30, 1, -1, 64, 30, 1, 30, 1, "gpu_budget_reconcile")]
    [InlineData("raised floor picks a donor", 24, 40, 8, 180, 64, 64, 30, 8, 30, 34, "gpu_budget_reconcile")]
    [InlineData("rebalance", 24, 40, 8, 180, 64, 64, 1, 1, 16, 48, "scale")]
    public void Targets_with_the_load_loop_off(
        string row, int p, int d, int rawP, int rawD, int min, int max, int minP, int minD, int expectedP, int expectedD, string reason)
    {
        var snapshot = Raw(new ReplicaPair(p, d), new ReplicaPair(rawP, rawD), new GpuBand(min, max));
        var decision = ThroughputSizing.Decide(snapshot with { Limits = snapshot.Limits with { MinEndpoints = new ReplicaPair(minP, minD) } });
        Assert.Equal((row, new ReplicaPair(expectedP, expectedD), reason), (row, decision.Desired, decision.Reason.Token()));
        Assert.NotEmpty(decision.Message);
    }

    [Theory]
    [InlineData("full, wants more", 64, 180, true, 64, "set_lower_bound")]
    [InlineData("down by the cap", 64, 1, true, 56, "set_lower_bound")]
    [InlineData("down inside the tolerance", 63, 62, false, 63, "gpu_budget_guard_hold")]
    [InlineData("as many as run", 64, 64, false, 64, "no_change")]
    public void A_single_decode_pool_in_a_pinned_budget(string row, int current, int raw, bool loadLoop, int bound, string reason)
    {
        var snapshot = Raw(new ReplicaPair(0, current), new ReplicaPair(0, raw), new GpuBand(64, 64), PlanMode.Decode) with { LowerBoundOnly = loadLoop };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal((row, bound, reason), (row, loadLoop ? decision.LowerBound.Decode : decision.Desired.Decode, decision.Reason.Token()));
        Assert.Null(decision.Prefill);
    }

    [Theory]
    [InlineData("decode below its minimum of 3", 1, 3, 3)]
    [InlineData("decode at its minimum of 3", 3, 3, 3)]
    public void Without_a_model_the_replicas_stay_and_the_floor_still_holds(string row, int currentDecode, int minDecode, int expectedDecode)
    {
        var snapshot = Raw(new ReplicaPair(1, currentDecode), new ReplicaPair(5, 0), new GpuBand(-1, 64));
        var decision = ThroughputSizing.Decide(snapshot with { Limits = snapshot.Limits with { MinEndpoints = new ReplicaPair(1, minDecode) } });
        Assert.Equal((row, new ReplicaPair(1, expectedDecode), "model_not_ready"), (row, decision.Desired, decision.Reason.Token()));
        Assert.Equal("partner_not_ready", decision.Prefill!.Reason.Token());
        Assert.Equal("model_not_ready", decision.Decode!.Reason.Token());
        Assert.Equal(currentDecode != expectedDecode, decision.Changes);
    }

    [Theory]
    [InlineData("demand 100, rps 1, cap 8", 10, 100.0, 1.0, 1, 18)]
    [InlineData("not ready, minimum 3", 1, 100.0, 0.0, 3, 3)]
    public void Agg_counts_as_decode(string row, int current, double demand, double rps, int minimum, int expected)
    {
        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = PlanMode.Agg,
            Current = new ReplicaPair(0, current),
            Gpus = new GpusPerReplica(null, 1),
            Limits = new SizingLimits(new ReplicaPair(1, minimum), new GpuBand(-1, 64)),
            Forecast = Rate(demand),
            Capacity = new PoolCapacity(null, new RoleCapacity(rps, 10)),
        });
        Assert.Equal((row, expected), (row, decision.Desired.Decode));
    }

    [Theory]
    [InlineData("demand over capacity, rounded up", 2.1, 100.0, 1, 3)]
    [InlineData("an unmet target does not add replicas", 0.01, 1002.0, 1, 1)]
    [InlineData("the endpoint floor does", 0.01, 1002.0, 3, 3)]
    [InlineData("idle goes to the floor, not to zero", 0.0, 100.0, 1, 1)]
    public void Demand_over_capacity(string row, double demand, double ttftMs, int minimum, int expected)
    {
        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = PlanMode.Prefill,
            Current = new ReplicaPair(1, 0),
            Gpus = new GpusPerReplica(1, null),
            Limits = new SizingLimits(new ReplicaPair(minimum, 1), new GpuBand(-1, 64)),
            Forecast = Rate(demand),
            Capacity = new PoolCapacity(new RoleCapacity(1, ttftMs, ttftMs <= 200), null),
        });
        Assert.Equal((row, expected), (row, decision.Desired.Prefill));
    }

    [Theory]
    [InlineData("120 started in 60 s", 120, 2)]
    [InlineData("60 completed in 60 s", 60, 1)]
    public void Started_requests_show_the_demand_that_completed_ones_hide(string row, double requests, int expected)
    {
        var forecaster = TrafficForecaster.Create(new PredictorOptions("constant"), 60).Observe(new TrafficWindow(60, requests, 3000, 150));
        var snapshot = Raw(new ReplicaPair(1, 0), new ReplicaPair(1, 0), new GpuBand(-1, 64), PlanMode.Prefill) with
        {
            Forecast = forecaster.Next(),
            Capacity = new PoolCapacity(new RoleCapacity(1, 100), null),
        };
        Assert.Equal((row, expected), (row, ThroughputSizing.Decide(snapshot).Desired.Prefill));
    }

    [Fact]
    public void Unknown_traffic_holds_whatever_runs()
    {
        var decision = ThroughputSizing.Decide(Raw(new ReplicaPair(5, 7), new ReplicaPair(1, 1), new GpuBand(-1, 64)) with { Forecast = null });
        Assert.Equal((new ReplicaPair(5, 7), "no_traffic_data", true), (decision.Desired, decision.Reason.Token(), decision.IsHold));
        Assert.Null(decision.DemandRequestsPerSecond);
    }

    [Fact]
    public void A_failed_predictor_holds_and_says_why()
    {
        var decision = ThroughputSizing.Decide(Raw(new ReplicaPair(5, 7), new ReplicaPair(1, 1), new GpuBand(-1, 64)) with { ForecastError = "it diverged" });
        Assert.Equal((new ReplicaPair(5, 7), "predict_failed"), (decision.Desired, decision.Reason.Token()));
        Assert.Contains("it diverged", decision.Message);
    }

    [Theory]
    [InlineData(8, 8, 5, 5, "gpu_shape_unknown")]
    [InlineData(2, 2, 2, 2, "scale_down")]
    public void An_unknown_shape_may_only_shrink(int rawP, int rawD, int expectedP, int expectedD, string reason)
    {
        var snapshot = Raw(new ReplicaPair(5, 5), new ReplicaPair(rawP, rawD), new GpuBand(-1, 64)) with { Gpus = new GpusPerReplica(1, null) };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal((new ReplicaPair(expectedP, expectedD), reason), (decision.Desired, decision.Reason.Token()));
    }

    [Fact]
    public void A_backlog_asks_for_what_drains_it()
    {
        var snapshot = Raw(new ReplicaPair(4, 4), new ReplicaPair(4, 4), new GpuBand(-1, 64)) with { Backlog = new Backlog(3000, 60) };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal(150, decision.DemandRequestsPerSecond!.Value, 9);
        Assert.Equal(new ReplicaPair(6, 6), decision.Desired);
    }

    [Theory]
    [InlineData("what starts will have drained it: keep", 6, 300, 6)]
    [InlineData("it will not have: add what is left", 5, 30, 6)]
    [InlineData("more than the drain needs", 9, 300, 6)]
    public void Replicas_that_start_count_as_an_answer_to_the_backlog(string row, int current, double timeToReady, int expected)
    {
        // 25 requests/s and replica: 100/s need four, 3000 waiting requests in 60 s two more.
        var snapshot = Raw(new ReplicaPair(current, current), new ReplicaPair(4, 4), new GpuBand(-1, 64)) with
        {
            Backlog = new Backlog(3000, 60),
            TimeToReadySeconds = timeToReady,
        };
        Assert.Equal((row, new ReplicaPair(expected, expected)), (row, ThroughputSizing.Decide(snapshot).Desired));
    }

    [Theory]
    [InlineData("the expected value", null, 9, 4)]
    [InlineData("nine errors know their ninth tenth", 0.9, 9, 6)]
    [InlineData("eight do not", 0.9, 8, 4)]
    public void A_quantile_of_the_demand_buys_headroom(string row, double? quantile, int errors, int expected)
    {
        var requests = new Forecast(6000, 1500, false) { Residuals = new ValueList<double>([.. Enumerable.Range(1, errors).Select(i => i * 200.0)]) };
        var snapshot = Raw(new ReplicaPair(4, 4), new ReplicaPair(4, 4), new GpuBand(-1, 64)) with { DemandQuantile = quantile };
        snapshot = snapshot with { Forecast = new TrafficForecast(requests, snapshot.Forecast!.Isl, snapshot.Forecast.Osl, 60) };
        Assert.Equal((row, new ReplicaPair(expected, expected)), (row, ThroughputSizing.Decide(snapshot).Desired));
    }

    [Fact]
    public void The_peak_until_replicas_serve_counts_not_only_the_next_interval()
    {
        var snapshot = Raw(new ReplicaPair(4, 4), new ReplicaPair(4, 4), new GpuBand(-1, 64));
        Forecast Ahead(double requests) => new(requests, null, false);
        snapshot = snapshot with { Forecast = snapshot.Forecast! with { RequestsAhead = [Ahead(6000), Ahead(9000), Ahead(7000)] } };
        Assert.Equal(new ReplicaPair(6, 6), ThroughputSizing.Decide(snapshot).Desired);
    }

    [Theory]
    [InlineData("no window", 0, 10.0, 2, "scale_down")]
    [InlineData("wanted within the window", 300, 10.0, 6, "scale_down")]
    [InlineData("wanted longer ago", 300, 301.0, 2, "scale_down")]
    public void A_shrink_waits_for_the_stabilisation_window(string row, double window, double age, int expected, string reason)
    {
        var snapshot = Raw(new ReplicaPair(8, 8), new ReplicaPair(2, 2), new GpuBand(-1, 64)) with
        {
            StabilizationWindowSeconds = window,
            RecentDesired = [new DesiredSample(age, new ReplicaPair(6, 6))],
        };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal((row, new ReplicaPair(expected, expected), reason), (row, decision.Desired, decision.Reason.Token()));
    }

    [Fact]
    public void Stabilisation_keeps_replicas_and_never_adds_any()
    {
        var snapshot = Raw(new ReplicaPair(4, 4), new ReplicaPair(3, 3), new GpuBand(-1, 64)) with
        {
            StabilizationWindowSeconds = 300,
            RecentDesired = [new DesiredSample(10, new ReplicaPair(9, 9))],
        };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal((new ReplicaPair(4, 4), "scale_down_stabilized"), (decision.Desired, decision.Reason.Token()));
    }

    [Fact]
    public void Endpoint_floors_above_the_ceiling_keep_what_runs_and_say_so()
    {
        var snapshot = Raw(new ReplicaPair(1, 1), new ReplicaPair(4, 4), new GpuBand(-1, 3)) with { Gpus = new GpusPerReplica(2, 2) };
        var decision = ThroughputSizing.Decide(snapshot);
        Assert.Equal((new ReplicaPair(1, 1), "gpu_budget_guard_hold"), (decision.Desired, decision.Reason.Token()));
        Assert.Contains("limits.maxGpus 3 is below the 4 GPUs of the endpoint floors", decision.Message);
    }

    [Theory]
    [InlineData(PlanMode.Prefill, 1, 0, 4, 0, "need prefill 4. maxReplicaStep 2 lets prefill 1 go to prefill 3, not to prefill 4.", "prefill 1 to 3")]
    [InlineData(PlanMode.Decode, 0, 1, 0, 4, "need decode 4. maxReplicaStep 2 lets decode 1 go to decode 3, not to decode 4.", "decode 1 to 3")]
    [InlineData(PlanMode.Agg, 0, 1, 0, 4, "need decode 4. maxReplicaStep 2 lets decode 1 go to decode 3, not to decode 4.", "decode 1 to 3")]
    [InlineData(PlanMode.Disagg, 1, 1, 4, 4, "need (4,4). maxReplicaStep 2 lets (1,1) go to (3,3), not to (4,4).", "prefill/decode (1,1) to (3,3)")]
    public void A_plan_of_one_role_speaks_of_that_role_alone(PlanMode mode, int prefill, int decode, int rawPrefill, int rawDecode, string message, string change)
    {
        var snapshot = Raw(new ReplicaPair(prefill, decode), new ReplicaPair(rawPrefill, rawDecode), new GpuBand(-1, 64)) with { Mode = mode };
        var decision = ThroughputSizing.Decide(snapshot with { Limits = snapshot.Limits with { MaxReplicaStep = 2 } });
        Assert.EndsWith(message, decision.Message, StringComparison.Ordinal);
        Assert.Equal(change, decision.Change);
    }

    [Fact]
    public void Every_reason_has_its_own_token()
    {
        var reasons = Enum.GetValues<SizingReason>();
        Assert.Equal(reasons.Length, reasons.Select(reason => reason.Token()).Distinct().Count());
        Assert.Equal("scale", SizingReason.ScaleUp.ThroughputToken());
    }
}
