using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>What one look at the frontend brought.</summary>
/// <param name="Window">Null until there are two pages to compare.</param>
/// <param name="Counters">What to compare the next page with.</param>
/// <param name="Metrics">For the <c>MetricsAvailable</c> condition.</param>
public sealed record PlanScrape(FrontendWindow? Window, ScrapedCounters? Counters, Finding Metrics)
{
    private static readonly Finding NotStreaming = Finding.No(
        "NoStreamingTraffic", "no request streamed its answer, so latencies are not measured: send \"stream\": true");

    /// <param name="before">The page before; kept when there is no new one, so that the next window covers the gap.</param>
    public static PlanScrape Of(ScrapeResult result, ScrapedCounters? before, TrafficSeries series, TimeSpan now)
    {
        if (result.Page is not { } page)
        {
            return new PlanScrape(null, before, Finding.No(result.Reason, result.Message));
        }

        var counters = FrontendCounters.From(page, series);
        var latest = new ScrapedCounters(counters, now);
        if (counters.RequestsStarted is null && counters.RequestsCompleted is null)
        {
            return new PlanScrape(null, latest, Finding.No(
                "NoRequestCounters",
                $"the page has no {series.Prefix}requests_started_total of model {series.Model ?? "(any)"} in Dynamo namespace {series.DynamoNamespace}: "
                + "check spec.modelName and spec.dynamoNamespace"));
        }

        if (before is null)
        {
            return new PlanScrape(null, latest, Finding.Yes("FirstScrape", "rates are known from the second scrape on"));
        }

        var window = FrontendWindow.Between(before.Counters, counters, now - before.At);
        return window switch
        {
            null => new PlanScrape(null, latest, Finding.No("CounterReset", "the frontend's counters went back, so it restarted: this window is not known")),
            { IsStreaming: false } => new PlanScrape(window, latest, NotStreaming),
            _ => new PlanScrape(window, latest, Finding.Yes("Scraped")),
        };
    }

    /// <summary>A window that a Prometheus has put together.</summary>
    public static PlanScrape Of(PrometheusReading reading, double windowSeconds, TrafficSeries series, TimeSpan now)
    {
        // Nothing to compare with; it tells that traffic has been looked at.
        var latest = new ScrapedCounters(new FrontendCounters(), now);
        var name = $"{series.Prefix}requests_started_total of model {series.Model ?? "(any)"} in Dynamo namespace {series.DynamoNamespace}";
        return reading switch
        {
            { Problem: { } problem } => new PlanScrape(null, latest, Finding.No("QueryFailed", problem)),
            { Coverage: { MissedRequests: null } coverage } => new PlanScrape(reading.Window, latest, Finding.No(
                "WindowNotCovered",
                $"Prometheus has scraped {Seen(coverage)}, so the requests of the rest are unknown and the replicas stay as they are: "
                + $"wait until half a window is scraped, or check its targets (the query up) for those that count {name}")),
            { Window: null or { Traffic.Requests: null } } => new PlanScrape(reading.Window, latest, Finding.No(
                "NoRequestCounters",
                $"Prometheus has no {name}: check that it scrapes the graph, spec.modelName and spec.dynamoNamespace")),
            { Window.IsStreaming: false } => new PlanScrape(reading.Window, latest, NotStreaming),
            { Coverage: { } coverage } when coverage.SeenSeconds < windowSeconds => new PlanScrape(reading.Window, latest, Finding.Yes(
                "PartlyScraped", $"Prometheus has scraped {Seen(coverage)}: {coverage.MissedRequests:0} requests were added for the rest, at the rate of what was seen")),
            _ => new PlanScrape(reading.Window, latest, Finding.Yes("Queried")),
        };

        string Seen(WindowCoverage coverage) => $"{coverage.SeenSeconds:0} of the last {windowSeconds:0} s";
    }
}
