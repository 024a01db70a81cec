using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>What one look at the frontend brought.</summary>
/// <param name="Window">Null until there are two pages to compare.</param>
/// <param name="Counters">What to compare the next page with.</param>
/// <param name="Metrics">For the <c>MetricsAvailable</c> condition.</param>
public sealed record PlanScrape(FrontendWindow? Window, ScrapedCounters? Counters, Finding Metrics)
{
    /// <param name="before">The page before; kept when there is no new one, so that the next window covers the gap.</param>
    public static PlanScrape Of(ScrapeResult result, ScrapedCounters? before, string? model, string dynamoNamespace, TimeSpan now)
    {
        if (result.Page is not { } page)
        {
            return new PlanScrape(null, before, Finding.No(result.Reason, result.Message));
        }

        var counters = FrontendCounters.From(page, model, dynamoNamespace);
        var latest = new ScrapedCounters(counters, now);
        if (counters.RequestsStarted is null && counters.RequestsCompleted is null)
        {
            return new PlanScrape(null, latest, Finding.No(
                "NoRequestCounters",
                $"the page has no dynamo_frontend_requests_started_total of model {model ?? "(any)"} in Dynamo namespace {dynamoNamespace}: "
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
            { IsStreaming: false } => new PlanScrape(window, latest, Finding.No(
                "NoStreamingTraffic", "no request streamed its answer, so latencies are not measured: send \"stream\": true")),
            _ => new PlanScrape(window, latest, Finding.Yes("Scraped")),
        };
    }
}
