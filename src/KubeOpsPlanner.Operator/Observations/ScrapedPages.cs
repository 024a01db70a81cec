using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>Pages from those who serve them.</summary>
/// <param name="traffic">Where traffic is counted: several where a router has several pods.</param>
/// <param name="problem">Why there is no such place; null when there is.</param>
public sealed class ScrapedPages(MetricsScraper scraper, MetricsTarget target, IReadOnlyList<Uri> traffic, string? problem, int workerPort) : IMetricPages
{
    public async Task<ScrapeResult> TrafficAsync(CancellationToken cancellationToken)
    {
        if (problem is not null) return ScrapeResult.Failed("EndpointNotKnown", problem);
        var samples = new List<MetricSample>();
        var skipped = 0;
        foreach (var endpoint in traffic)
        {
            var result = await scraper.ScrapeAsync(endpoint, target, cancellationToken);
            // Without one of several the sum would say less than is known to be true.
            if (result.Page is not { } page) return result;
            samples.AddRange(page.Samples);
            skipped += page.SkippedLines;
        }

        return ScrapeResult.Of(new Exposition(samples, skipped));
    }

    public async Task<IReadOnlyDictionary<string, ScrapeResult>> WorkersAsync(IReadOnlyList<WorkerPod> pods, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(pods.Select(async pod => (pod.Name, Page: await WorkerAsync(pod, cancellationToken))));
        return pages.ToDictionary(page => page.Name, page => page.Page, StringComparer.Ordinal);
    }

    public Task<TextResult> TextAsync(Uri endpoint, CancellationToken cancellationToken) => scraper.ReadTextAsync(endpoint, target, cancellationToken);

    private Task<ScrapeResult> WorkerAsync(WorkerPod pod, CancellationToken cancellationToken)
    {
        if (pod.Address is not { } address) return Task.FromResult(ScrapeResult.Failed("EndpointNotKnown", $"pod {pod.Name} has no address yet"));
        var host = address.Contains(':') ? $"[{address}]" : address;
        return scraper.ScrapeAsync(new Uri($"http://{host}:{workerPort}/metrics"), target, cancellationToken);
    }
}
