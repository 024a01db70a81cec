using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Tests.Observations.Engines;

/// <summary>Pages as a test writes them.</summary>
internal sealed class PagesInMemory : IMetricPages
{
    public string? Traffic { get; init; }

    public Dictionary<string, string> Workers { get; init; } = [];

    public string? Text { get; init; }

    public Task<ScrapeResult> TrafficAsync(CancellationToken cancellationToken) => Task.FromResult(Page(Traffic, "the frontend is away"));

    public Task<IReadOnlyDictionary<string, ScrapeResult>> WorkersAsync(IReadOnlyList<WorkerPod> pods, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, ScrapeResult>>(
            pods.ToDictionary(pod => pod.Name, pod => Page(Workers.GetValueOrDefault(pod.Name), $"http://{pod.Address}:9090/metrics did not answer")));

    public Task<TextResult> TextAsync(Uri endpoint, CancellationToken cancellationToken) =>
        Task.FromResult(Text is null ? TextResult.Failed("ScrapeFailed", $"{endpoint} did not answer") : new TextResult(Text, "", ""));

    public ScrapeResult TrafficPage => Page(Traffic, "the frontend is away");

    private static ScrapeResult Page(string? text, string problem) =>
        text is null ? ScrapeResult.Failed("ScrapeFailed", problem) : ScrapeResult.Of(Exposition.Parse(text));
}
