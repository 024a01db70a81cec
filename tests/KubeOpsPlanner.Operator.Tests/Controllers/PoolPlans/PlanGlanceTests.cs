using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>Looks at the traffic between two intervals, of a graph of two prefill replicas and one decode replica.</summary>
public sealed class PlanGlanceTests
{
    private const double Interval = 180;
    private const double Calm = 5;

    private static readonly DateTimeOffset Start = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlanFacts Roomy = PlanFixture.With(spec => spec with { Limits = new PlanLimits { MaxGpus = 64 } });
    private static readonly PlanFacts Facts = Roomy with { Target = PlanFixture.Graph(prefill: 2, decode: 1) };

    [Fact]
    public void A_burst_within_an_interval_is_answered_before_the_interval_is_over()
    {
        var interval = AfterAnInterval();
        Assert.Equal(2, interval.Decision.Desired.Prefill);

        var glance = Look(interval.Memory, Interval + 5, perSecond: 60);
        Assert.True(glance.Decision.Desired.Prefill > 2, $"{glance.Decision}");
        Assert.Equal("scale_up", glance.Decision.Reason.Token());

        var after = glance.Memory;
        Assert.Equal((interval.Memory.TickedAt, interval.Memory.Counters), (after.TickedAt, after.Counters));
        Assert.Equal((60.0, TimeSpan.FromSeconds(Interval + 5)), (after.Local.Bursts.Tape.Rates[^1], after.Looked!.At));
        Assert.Equal(interval.Memory.Local.Forecaster.Requests.Count, after.Local.Forecaster.Requests.Count);
    }

    [Fact]
    public void Before_the_first_interval_is_over_a_look_is_kept_and_decides_nothing()
    {
        var first = Look(Memory(), 5, perSecond: 60);
        Assert.False(first.Decides);
        Assert.Empty(first.Memory.Local.Bursts.Tape.Rates);

        var second = Look(first.Memory, 10, perSecond: 60);
        Assert.False(second.Decides);
        Assert.Equal([60.0], second.Memory.Local.Bursts.Tape.Rates);
    }

    [Fact]
    public void A_page_that_cannot_be_read_is_no_look_and_the_next_one_covers_its_time()
    {
        var interval = AfterAnInterval();
        var looks = interval.Memory.Local.Bursts.Tape.Rates.Count;
        var blind = Pass(interval.Memory, null, Interval + 5);
        Assert.False(blind.Decides);
        Assert.Equal(looks, blind.Memory.Local.Bursts.Tape.Rates.Count);

        var page = new ScrapedCounters(Counted(interval.Memory.Looked!.Counters.RequestsStarted!.Value + 100), TimeSpan.FromSeconds(Interval + 10));
        var next = Pass(blind.Memory, page, Interval + 10).Memory.Local.Bursts.Tape.Rates;
        Assert.Equal([10.0, 10.0], next.Skip(looks));
    }

    [Fact]
    public void Counters_that_went_back_are_no_silence()
    {
        var interval = AfterAnInterval();
        var restarted = new ScrapedCounters(Counted(3), TimeSpan.FromSeconds(Interval + 5));
        var pass = Pass(interval.Memory, restarted, Interval + 5);
        Assert.False(pass.Decides);
        Assert.Equal(interval.Memory.Local.Bursts.Tape.Rates, pass.Memory.Local.Bursts.Tape.Rates);
        Assert.Equal(restarted, pass.Memory.Looked);
    }

    [Fact]
    public void What_waits_now_counts_and_first_tokens_of_the_interval_before_do_not()
    {
        var interval = AfterAnInterval();
        var page = new ScrapedCounters(Counted(interval.Memory.Looked!.Counters.RequestsStarted!.Value + 25) with { QueuedRequests = 4000 }, TimeSpan.FromSeconds(Interval + 5));
        var glance = Pass(interval.Memory, page, Interval + 5);
        Assert.True(glance.Local!.Backlog is { Requests: > 3000 }, glance.Local.Backlog?.ToString());
        Assert.True(glance.Decision.Desired.Prefill > 2, $"{glance.Decision}");
    }

    [Fact]
    public void A_look_that_changes_nothing_is_not_written()
    {
        var interval = AfterAnInterval();
        var written = Report(Facts, interval, isGlance: false, Interval);
        var facts = Facts with { Plan = Facts.Plan with { Status = written } };

        var same = Report(facts, Look(interval.Memory, Interval + 5, Calm), isGlance: true, Interval + 5);
        Assert.Null(StatusPatch.Between(written, same));
        var burst = Report(facts, Look(interval.Memory, Interval + 5, perSecond: 60), isGlance: true, Interval + 5);
        Assert.Equal(("scale_up", Start.AddSeconds(Interval + 5), written.Learned), (burst.Reason, burst.DecidedAt, burst.Learned));
        Assert.Equal(written.Observed, burst.Observed);
    }

    /// <summary>A whole interval of calm traffic, looked at every five seconds.</summary>
    private static PlanPass AfterAnInterval()
    {
        var memory = Memory();
        for (var at = 0; at < Interval; at += 5) memory = Look(memory, at, Calm).Memory;
        var page = Page(memory, Interval, Calm);
        var window = new FrontendWindow(new TrafficWindow(Interval, Calm * Interval, 3000, 150, 250, 12), true, 0);
        var sight = new PlanSight(new PlanScrape(window, page, Finding.Yes("Scraped")), null, page);
        return PlanPass.Of(Facts, PlanAssessment.Of(Facts).Roles!, PlanAssessment.Of(Facts).Profile, sight, memory, TimeSpan.FromSeconds(Interval));
    }

    private static PlanPass Look(PlanMemory memory, double at, double perSecond) => Pass(memory, Page(memory, at, perSecond), at);

    private static PlanPass Pass(PlanMemory memory, ScrapedCounters? page, double at) => PlanPass.Of(
        Facts, PlanAssessment.Of(Facts).Roles!, PlanAssessment.Of(Facts).Profile, new PlanSight(null, null, page), memory, TimeSpan.FromSeconds(at));

    private static ScrapedCounters Page(PlanMemory memory, double at, double perSecond) => new(
        Counted(memory.Looked is { } looked ? looked.Counters.RequestsStarted!.Value + (perSecond * (at - looked.At.TotalSeconds)) : 1000),
        TimeSpan.FromSeconds(at));

    private static FrontendCounters Counted(double requests) => new() { RequestsStarted = requests, RequestsCompleted = requests };

    private static PlanMemory Memory() => new(4, TimeSpan.Zero, PlanInputs.NewState(Facts.Spec), null, default);

    private static PoolPlanStatus Report(PlanFacts facts, PlanPass pass, bool isGlance, double at) =>
        new PlanReport(facts, PlanAssessment.Of(facts), pass.Local, isGlance ? null : Finding.Yes("Scraped"), null, false) { IsGlance = isGlance }
            .ToStatus(Start.AddSeconds(at), Start.AddSeconds(at));
}
