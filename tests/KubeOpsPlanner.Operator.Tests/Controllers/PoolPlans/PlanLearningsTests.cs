using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanLearningsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly PoolPlanSpec Spec = PlanFixture.Facts.Spec;

    private static TrafficWindow Window(int tick) =>
        new(180, 3600 + (1800 * Math.Sin(tick / 8.0)) + (tick * 37 % 101), 2900 + (tick % 9 * 20), 150 + (tick % 4), 250, 12);

    /// <summary>The status after so many ticks, as it comes back from the API server.</summary>
    private static (PoolPlanStatus Status, LocalPlanState State) Live(int ticks, PoolPlanSpec? spec = null)
    {
        var facts = PlanFixture.With(_ => spec ?? Spec);
        var assessment = PlanAssessment.Of(facts);
        var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default);
        var status = new PoolPlanStatus();
        for (var tick = 0; tick < ticks; tick++)
        {
            var now = TimeSpan.FromSeconds(180 * tick);
            var local = LocalPlanner.Plan(
                PlanInputs.Of(facts, assessment.Roles!, assessment.Profile, new FrontendWindow(Window(tick), true, null), memory, now), memory.Local);
            memory = memory with { Local = local.Next };
            facts = facts with { Plan = facts.Plan with { Status = status } };
            status = new PlanReport(facts, assessment, local, Finding.Yes("Scraped"), null, false).ToStatus(Start + now, Start + now);
        }

        return (JsonSerializer.Deserialize<PoolPlanStatus>(JsonSerializer.Serialize(status, KubernetesJson.Options), KubernetesJson.Options)!, memory.Local);
    }

    private static string Looks { get; } = string.Join(' ', Enumerable.Repeat("2", 80).Concat(Enumerable.Repeat("14", 40)));

    private static PoolPlanStatus WithLooks(string looks) => new() { Learned = new PlanLearning { Until = Start, Looks = looks } };

    private static LocalPlanState Restored(PoolPlanStatus status, PoolPlanSpec? spec = null, int secondsLater = 180) =>
        PlanLearnings.Restore(spec ?? Spec, status, status.Learned!.Until!.Value.AddSeconds(secondsLater), TimeSpan.Zero);

    [Theory]
    [InlineData(PredictorType.Kalman)]
    [InlineData(PredictorType.Arima)]
    [InlineData(PredictorType.Auto)]
    public void A_restart_forecasts_as_if_there_had_been_none(PredictorType type)
    {
        var spec = Spec with { Predictor = new PredictorSpec { Type = type } };
        var (status, state) = Live(60, spec);
        var restored = Restored(status, spec);
        var (expected, actual) = (state.Forecaster.Observe(Window(60)).Next()!, restored.Forecaster.Observe(Window(60)).Next()!);

        Assert.Equal(expected.Requests.Point, actual.Requests.Point, 0.02 * expected.Requests.Point);
        Assert.Equal(expected.Requests.Quantile(0.9), actual.Requests.Quantile(0.9), 0.05 * expected.Requests.Quantile(0.9));
        Assert.Equal(expected.Isl.Point, actual.Isl.Point, 0.01 * expected.Isl.Point);
        Assert.Equal(state.Forecaster.Requests.Count, restored.Forecaster.Requests.Count);
    }

    [Fact]
    public void The_measured_time_to_ready_and_the_tuning_outlive_the_process()
    {
        var (status, state) = Live(3);
        var startup = StartupTimes.Unknown
            .Observe(TimeSpan.Zero, new ReplicaPair(2, 3), new ServingReplicas(2, 3))
            .Observe(TimeSpan.FromSeconds(10), new ReplicaPair(3, 3), new ServingReplicas(2, 3))
            .Observe(TimeSpan.FromSeconds(430.25), new ReplicaPair(3, 3), new ServingReplicas(3, 3));
        var learned = PlanLearnings.Of(state with { Startup = startup, Tuning = new LatencyTuning(1.3217, 0.8) }, Start);
        var restored = Restored(status with { Learned = learned });

        Assert.Equal(420.2, restored.Startup.Prefill.SlowestSeconds);
        Assert.Null(restored.Startup.Decode.SlowestSeconds);
        Assert.Equal(new LatencyTuning(1.322, 0.8), restored.Tuning);
    }

    [Fact]
    public void A_shrink_still_waits_for_what_was_wanted_before_the_restart()
    {
        var (status, _) = Live(3);
        var recent = Assert.Single(Restored(status, secondsLater: 100).Recent);
        Assert.Equal(TimeSpan.FromSeconds(-100), recent.At);
        Assert.Equal(status.Sizing!.Raw, new PoolReplicas { Prefill = recent.Raw.Prefill, Decode = recent.Raw.Decode });
    }

    [Fact]
    public void Another_predictor_starts_from_the_same_windows()
    {
        var restored = Restored(Live(60).Status, Spec with { Predictor = new PredictorSpec { Type = PredictorType.Ets } });
        Assert.Equal(60, restored.Forecaster.Requests.Count);
        Assert.Equal("ets", restored.Forecaster.Requests.Options.Type);
    }

    [Theory]
    [InlineData("an interval of another length", 10, 60, 180)]
    [InlineData("a history that is older than it is long", 10, 180, 1801)]
    public void What_says_nothing_about_now_is_left_out(string row, int ticks, int intervalSeconds, int secondsLater)
    {
        var spec = Spec with { ThroughputScaling = Spec.ThroughputScaling with { IntervalSeconds = intervalSeconds } };
        Assert.Equal((row, 0L), (row, Restored(Live(ticks).Status, spec, secondsLater).Forecaster.Requests.Count));
    }

    [Theory]
    [InlineData("the same moment", 0, 120, 40)]
    [InlineData("a quick restart", 15, 123, 37)]
    [InlineData("an outage of four minutes", 240, 168, 0)]
    [InlineData("an outage as long as the tape", 600, 240, 0)]
    public void Looks_that_nobody_took_are_neither_silence_nor_the_burst_before_them(string row, int secondsDown, int looks, int ofTheBurst)
    {
        // Ten minutes: 80 looks of 2 requests/s, then 40 of a burst of 14, on average 6.
        var bursts = Restored(WithLooks(Looks), secondsLater: secondsDown).Bursts.Tape;
        Assert.Equal((row, looks), (row, bursts.Rates.Count));
        Assert.Equal((row, 120), (row, bursts.Rates.Count - bursts.Rates.Count(rate => rate == 6)));
        Assert.Equal((row, ofTheBurst > 0 ? 14.0 : 6.0), (row, bursts.Most(withinSeconds: 180, smoothSeconds: 5)));
        Assert.Equal((row, ofTheBurst), (row, bursts.Rates.TakeLast(40).Count(rate => rate == 14)));
    }

    [Theory]
    [InlineData("an outage longer than the tape", 601, null)]
    [InlineData("a tape that somebody broke", 10, "1 2 x")]
    [InlineData("no tape", 10, "")]
    public void A_tape_that_says_nothing_about_now_begins_anew(string row, int secondsDown, string? looks) =>
        Assert.Equal((row, 0), (row, Restored(WithLooks(looks ?? Looks), secondsLater: secondsDown).Bursts.Tape.Rates.Count));

    [Theory]
    [InlineData("12 x 14")]
    [InlineData("12 -3 14")]
    [InlineData("12 NaN 14")]
    [InlineData("12 14")]
    [InlineData("")]
    public void A_history_that_somebody_broke_is_no_history(string requests)
    {
        var (status, _) = Live(3);
        var restored = Restored(status with { Learned = status.Learned! with { Requests = requests } });
        Assert.Equal(0, restored.Forecaster.Requests.Count);
        Assert.Equal(AutomaticPredictor.Type, restored.Forecaster.Requests.Options.Type);
    }

    [Fact]
    public void The_status_stays_small_however_long_a_plan_runs()
    {
        var learned = Live(260, Spec with { Predictor = new PredictorSpec { Type = PredictorType.Constant } }).Status.Learned!;
        Assert.Equal(TrafficHistory.MostWindows, learned.Requests!.Split(' ').Length);
        Assert.InRange(JsonSerializer.Serialize(learned, KubernetesJson.Options).Length, 2000, 4000);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00012345, "0.0001234")]
    [InlineData(7.5, "7.5")]
    [InlineData(1234.56, "1235")]
    [InlineData(98765.4, "98770")]
    [InlineData(double.NaN, "0")]
    public void Four_digits_are_kept(double value, string expected) => Assert.Equal(expected, SeriesText.Write([value]));

    [Fact]
    public void No_numbers_are_no_text() => Assert.Null(SeriesText.Write([]));
}
