using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>What a page, or its absence, makes of a plan's <c>MetricsAvailable</c> condition.</summary>
public sealed class PlanScrapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly TrafficSeries Series = TrafficSeries.Frontend("qwen", "inference-chat");

    [Theory]
    [InlineData(0, "False", "NoStreamingTraffic", PoolPlanPhase.Degraded)]
    [InlineData(100, "True", "Scraped", PoolPlanPhase.Planning)]
    public void Traffic_of_which_nothing_streams_holds_the_plan_and_is_named(int streamed, string available, string reason, PoolPlanPhase phase)
    {
        var status = StatusOf(Scraped(Page(0, 0, 0), Page(4000, 3600, streamed)));

        var condition = status.Conditions.Single(known => known.Type == "MetricsAvailable");
        Assert.Equal((available, reason), (condition.Status, condition.Reason));
        Assert.Equal(phase, status.Phase);
        Assert.Equal(streamed == 0, status.Desired == status.Replicas);
        Assert.Equal(streamed == 0, condition.Message.EndsWith("send \"stream\": true", StringComparison.Ordinal));
        if (streamed == 0)
        {
            Assert.Equal(("False", reason), status.Conditions.Where(known => known.Type == "Ready").Select(known => (known.Status, known.Reason)).Single());
        }
    }

    [Fact]
    public void A_window_in_which_nothing_completed_says_nothing_about_streaming() =>
        Assert.Equal("Scraped", Scraped(Page(0, 0, 0), Page(40, 0, 0)).Metrics.Reason);

    [Fact]
    public void A_Prometheus_s_window_of_which_nothing_streams_is_named_as_well()
    {
        var traffic = new TrafficWindow(180, 3600, 3000, 150, double.NaN, double.NaN);
        var scrape = PlanScrape.Of(new PrometheusReading(new FrontendWindow(traffic, IsStreaming: false, null), new WindowCoverage(180, 0), null), 180, Series, TimeSpan.Zero);
        Assert.Equal("NoStreamingTraffic", scrape.Metrics.Reason);
        Assert.NotNull(scrape.Window);
    }

    [Theory]
    [InlineData(180, 0.0, true, "Queried", "")]
    [InlineData(120, 600.0, true, "PartlyScraped", "Prometheus has scraped 120 of the last 180 s: 600 requests were added for the rest, at the rate of what was seen")]
    [InlineData(
        80, null, false, "WindowNotCovered",
        "Prometheus has scraped 80 of the last 180 s, so the requests of the rest are unknown and the replicas stay as they are: wait until half a window is scraped, "
        + "or check its targets (the query up) for those that count dynamo_frontend_requests_started_total of model qwen in Dynamo namespace inference-chat")]
    public void A_window_that_a_Prometheus_saw_in_part_says_so(double seen, double? missed, bool isGood, string reason, string message)
    {
        var traffic = new TrafficWindow(180, 1200 + missed, 3000, 150, 250, 12);
        var scrape = PlanScrape.Of(new PrometheusReading(new FrontendWindow(traffic, true, null), new WindowCoverage(seen, missed), null), 180, Series, TimeSpan.Zero);
        Assert.Equal(new Finding(isGood, reason, message), scrape.Metrics);

        var status = StatusOf(scrape);
        Assert.Equal((isGood ? PoolPlanPhase.Planning : PoolPlanPhase.Degraded, isGood), (status.Phase, status.Reason != "no_traffic_data"));
    }

    [Fact]
    public void The_first_page_only_begins_a_window()
    {
        var scrape = PlanScrape.Of(Page(4000, 3600, 100), null, Series, TimeSpan.Zero);
        Assert.Equal(("FirstScrape", true), (scrape.Metrics.Reason, scrape.Metrics.IsGood));
        Assert.Null(scrape.Window);
        Assert.NotNull(scrape.Counters);
    }

    [Fact]
    public void Counters_that_went_back_leave_the_window_unknown_and_begin_the_next()
    {
        var scrape = Scraped(Page(4000, 3600, 100), Page(10, 9, 1));
        Assert.Equal("CounterReset", scrape.Metrics.Reason);
        Assert.Null(scrape.Window);
        Assert.Equal(10, scrape.Counters!.Counters.RequestsStarted);
    }

    [Fact]
    public void A_page_without_our_model_names_what_to_check()
    {
        var scrape = PlanScrape.Of(Page(1, 1, 1), null, Series with { Model = "llama" }, TimeSpan.Zero);
        Assert.Equal("NoRequestCounters", scrape.Metrics.Reason);
        Assert.Contains("of model llama in Dynamo namespace inference-chat: check spec.modelName", scrape.Metrics.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_was_not_read_keeps_the_one_before_so_that_the_next_window_covers_the_gap()
    {
        var before = new ScrapedCounters(new FrontendCounters { RequestsStarted = 5 }, TimeSpan.Zero);
        var scrape = PlanScrape.Of(ScrapeResult.Failed("ScrapeFailed", "http://x did not answer within 5 s"), before, Series, TimeSpan.FromSeconds(180));
        Assert.Equal(("ScrapeFailed", before), (scrape.Metrics.Reason, scrape.Counters));
    }

    private static PlanScrape Scraped(ScrapeResult before, ScrapeResult after) =>
        PlanScrape.Of(after, PlanScrape.Of(before, null, Series, TimeSpan.Zero).Counters, Series, TimeSpan.FromSeconds(180));

    /// <summary>A frontend's page: prompts of 3,000 tokens, answers of 150, and a first token for those that streamed.</summary>
    private static ScrapeResult Page(int started, int completed, int streamed)
    {
        const string labels = "{model=\"qwen\",dynamo_namespace=\"inference-chat\"}";
        return ScrapeResult.Of(Exposition.Parse(
            $"""
            dynamo_frontend_requests_started_total{labels} {started}
            dynamo_frontend_requests_total{labels} {completed}
            dynamo_frontend_input_sequence_tokens_sum{labels} {3000 * completed}
            dynamo_frontend_input_sequence_tokens_count{labels} {completed}
            dynamo_frontend_output_sequence_tokens_sum{labels} {150 * completed}
            dynamo_frontend_output_sequence_tokens_count{labels} {completed}
            dynamo_frontend_time_to_first_token_seconds_sum{labels} {streamed / 4.0}
            dynamo_frontend_time_to_first_token_seconds_count{labels} {streamed}
            dynamo_frontend_inter_token_latency_seconds_sum{labels} {streamed}
            dynamo_frontend_inter_token_latency_seconds_count{labels} {100 * streamed}

            """));
    }

    private static PoolPlanStatus StatusOf(PlanScrape scrape)
    {
        var facts = PlanFixture.With(spec => spec with { Limits = new PlanLimits { MaxGpus = 64 } });
        var assessment = PlanAssessment.Of(facts);
        var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default);
        var pass = PlanPass.Of(facts, assessment.Roles!, assessment.Profile, new PlanSight(scrape, null, scrape.Counters), memory, TimeSpan.FromSeconds(180));
        return new PlanReport(facts, assessment, pass.Local, scrape.Metrics, null, false).ToStatus(Now, Now);
    }
}
