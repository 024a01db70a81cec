using System.Collections.Immutable;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Looks at what a plan decides on: traffic for the throughput loop, engines for the load loop, one page for both.</summary>
public sealed class PlanObserver(MetricsScraper scraper, PrometheusClient prometheus, EngineSources engines, PlannerOptions options)
{
    public async Task<PlanSight> LookAsync(
        PlanFacts facts, PlanRoles roles, EngineProfile? profile, PlanMemory memory, PlanSchedule due, CancellationToken cancellationToken)
    {
        var pages = Pages(facts, cancellationToken);
        var asksForWindow = due.Throughput && facts.Spec.Metrics.Source == MetricsSource.Prometheus;
        var page = due.Load || !asksForWindow
            ? await pages.TrafficAsync(cancellationToken)
            : ScrapeResult.Failed("NotRead", "");

        // The page shows the moment after the answer arrived, not the one before the question.
        var now = options.DomainClock.Elapsed;
        var series = PlanTargets.Series(facts, roles);
        var traffic = !due.Throughput ? null
            : asksForWindow ? await QueryAsync(facts, series, cancellationToken)
            : PlanScrape.Of(page, memory.Counters, series, now);
        var seen = due.Load
            ? await engines.ReadAsync(Question(facts, roles, profile, memory, pages, page), cancellationToken)
            : null;
        return new PlanSight(traffic, seen, page.Page is { } read ? new ScrapedCounters(FrontendCounters.From(read, series), now) : null);
    }

    private IMetricPages Pages(PlanFacts facts, CancellationToken cancellationToken)
    {
        var target = PlanTargets.Target(facts);
        var (endpoints, problem) = PlanTargets.Traffic(facts);
        var scraped = new ScrapedPages(scraper, target, endpoints, problem, facts.Spec.Metrics.WorkerPort);
        return facts.Spec.Metrics.Source == MetricsSource.Prometheus
            ? new PrometheusPages(Ask(facts, cancellationToken), facts.TargetKey.Namespace, PlanTargets.TrafficPods(facts), scraped)
            : scraped;
    }

    private async Task<PlanScrape> QueryAsync(PlanFacts facts, TrafficSeries series, CancellationToken cancellationToken)
    {
        var queries = new TrafficQueries(series, facts.Spec.ThroughputScaling.IntervalSeconds);
        var reading = await new PrometheusTraffic(queries, Ask(facts, cancellationToken), PlanTargets.TrafficPods(facts)).ReadAsync();
        return PlanScrape.Of(reading, queries.WindowSeconds, series, options.DomainClock.Elapsed);
    }

    private Func<string, Task<PrometheusAnswer>> Ask(PlanFacts facts, CancellationToken cancellationToken)
    {
        var server = facts.Spec.Metrics.Endpoint is { } named && Uri.TryCreate(named, UriKind.Absolute, out var uri) ? uri : null;
        var spec = facts.Spec.Metrics.Prometheus;
        var target = PlanTargets.Target(facts);
        return query => prometheus.QueryAsync(
            server, target, query, spec.ExtraQueryParams, TimeSpan.FromSeconds(spec.RequestTimeoutSeconds), cancellationToken);
    }

    private static EngineQuestion Question(
        PlanFacts facts, PlanRoles roles, EngineProfile? profile, PlanMemory memory, IMetricPages pages, ScrapeResult page) =>
        new(facts.Spec.Metrics.Engines, pages, page)
        {
            Model = PlanTargets.ModelName(facts, roles),
            DynamoNamespace = PlanTargets.DynamoNamespace(facts),
            RuntimeNamespace = PlanTargets.RuntimeNamespace(facts, roles),
            ForwardPassEndpoint = facts.Spec.Metrics.ForwardPassEndpoint is { } named && Uri.TryCreate(named, UriKind.Absolute, out var endpoint) ? endpoint : null,
            Prefill = Role(facts, roles.Prefill, profile),
            Decode = Role(facts, roles.Decode, profile),
            IsAggregated = facts.Spec.Mode == PlanMode.Agg,
            PromptTokens = PlanLoadInputs.PromptTokens(facts.Spec, memory),
            Counted = memory.Load?.Counted ?? ImmutableDictionary<string, WorkerCounters>.Empty,
        };

    private static RoleQuestion? Role(PlanFacts facts, GraphComponent? component, EngineProfile? profile) => component is null
        ? null
        : new RoleQuestion(PlanTargets.Workers(facts, component), PlanLoadInputs.Capabilities(facts.Spec, component, profile));
}
