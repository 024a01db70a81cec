using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Bursts;

/// <summary>A plan that looks at its traffic every five seconds.</summary>
public sealed class GlanceTests
{
    private static readonly LocalPlanState Fresh = LocalPlanState.Create(new PredictorOptions("constant"), 180);

    [Fact]
    public void Nothing_is_decided_before_the_first_interval_is_over_but_what_is_seen_counts()
    {
        Assert.Null(LocalPlanner.Glance(Inputs(5, 10), Fresh));
        Assert.Single(LocalPlanner.Watch(Inputs(5, 10), Fresh).Bursts.Tape.Rates);
    }

    [Fact]
    public void A_burst_within_an_interval_orders_at_once_and_its_replicas_are_kept_for_the_hold()
    {
        var state = Interval(Fresh, rate: 10).Next;
        var (burst, calm) = (default(LocalPlan), default(LocalPlan));
        for (var look = 1; look <= 2; look++) (burst, state) = Step(185 + (5 * look), 200, state);
        for (var look = 0; look < 20; look++) (calm, state) = Step(200 + (5 * look), 10, state);
        Assert.True(burst!.Decision.Desired.Prefill > 5, burst.Decision.Message);
        Assert.Equal(burst.Decision.Desired.Prefill, calm!.Decision.Raw!.Value.AtLeast(calm.Decision.Desired).Prefill);
        Assert.Contains(burst.Decision.Steps, step => step.Check == "BurstsAreCovered");
    }

    [Fact]
    public void Between_two_intervals_the_forecast_stays_and_nothing_is_learned_from_the_same_window_twice()
    {
        var interval = Interval(Fresh, rate: 10);
        var glance = LocalPlanner.Glance(Inputs(185, 10), interval.Next)!;
        Assert.Equal(interval.Predicted, glance.Predicted);
        Assert.Equal(interval.Next.Forecaster, glance.Next.Forecaster);
        Assert.Equal(interval.Next.Tuning, glance.Next.Tuning);
    }

    [Fact]
    public void Traffic_that_could_not_be_read_holds_until_the_next_interval()
    {
        var blind = LocalPlanner.Plan(Inputs(360, 10) with { Window = null, Look = null }, Interval(Fresh, 10).Next);
        Assert.Equal("no_traffic_data", LocalPlanner.Glance(Inputs(365, 500), blind.Next)!.Decision.Reason.Token());
    }

    [Fact]
    public void Traffic_of_which_nothing_streams_holds_until_an_interval_streams()
    {
        var inputs = Inputs(180, 10) with { Window = Window(10), IsStreaming = false };
        var silent = LocalPlanner.Plan(inputs, Fresh).Next;
        var glance = LocalPlanner.Glance(Inputs(185, 500), silent)!.Decision;
        Assert.Equal(("no_traffic_data", new ReplicaPair(2, 1)), (glance.Reason.Token(), glance.Desired));
        var streams = LocalPlanner.Plan(inputs with { Now = TimeSpan.FromSeconds(360), IsStreaming = true }, silent).Next;
        Assert.True(LocalPlanner.Glance(Inputs(365, 500), streams)!.Decision.Desired.Prefill > 2);
    }

    [Fact]
    public void Imported_corrections_know_nothing_of_bursts()
    {
        var inputs = Inputs(180, 10) with { Window = Window(10), Correction = CorrectionMode.Factors };
        Assert.Null(LocalPlanner.Plan(inputs, Fresh).Next.Bursts.Wanted);
    }

    private static (LocalPlan Plan, LocalPlanState State) Step(double at, double rate, LocalPlanState state)
    {
        var plan = LocalPlanner.Glance(Inputs(at, rate), state)!;
        return (plan, plan.Next);
    }

    private static LocalPlan Interval(LocalPlanState state, double rate) => LocalPlanner.Plan(Inputs(180, rate) with { Window = Window(rate) }, state);

    private static TrafficWindow Window(double rate) => new(180, 180 * rate, 3000, 150, TtftMs: 80, ItlMs: 10);

    private static LocalPlanInputs Inputs(double at, double rate) => new()
    {
        Now = TimeSpan.FromSeconds(at),
        Look = new TrafficLook(rate, 5),
        Current = new ReplicaPair(2, 1),
        Ready = ServingReplicas.Of(new ReplicaPair(2, 1)),
        Serving = ServingReplicas.Of(new ReplicaPair(2, 1)),
        Gpus = new GpusPerReplica(1, 1),
        Profile = SampleProfiles.Flat(prefillPerGpu: 40_000, decodePerGpu: 10_000),
        Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, 64), MaxReplicaStep: 100),
        Percentile = 0.9,
        StabilizationWindowSeconds = 300,
    };
}
