using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>Pages as a Prometheus has read them: the series of the pods that serve them.</summary>
/// <param name="ask">Puts one query.</param>
/// <param name="namespace">Kubernetes namespace of the graph; the label that Prometheus gives to what it discovers.</param>
/// <param name="trafficPods">Pods of frontend and router.</param>
public sealed class PrometheusPages(
    Func<string, Task<PrometheusAnswer>> ask, string @namespace, IReadOnlyList<string> trafficPods, IMetricPages texts) : IMetricPages
{
    private const string RouterNames = "dynamo_(frontend|component_router)_(worker_.+|model_.+|kv_hit_rate_sum|kv_hit_rate_count|queued_requests|router_queue_pending_requests|queue_pending_requests)";

    private static readonly string WorkerNames = string.Join('|', EngineNames.All.SelectMany(names => names.Series).Append("dynamo_component_kvstats_.+"));

    public async Task<ScrapeResult> TrafficAsync(CancellationToken cancellationToken)
    {
        if (trafficPods.Count == 0) return ScrapeResult.Failed("EndpointNotKnown", "the graph has no frontend or router pod");
        var answer = await ask(Selector(RouterNames, trafficPods));
        return answer.Problem is { } problem
            ? ScrapeResult.Failed("QueryFailed", problem)
            : ScrapeResult.Of(new Exposition(answer.Series, 0));
    }

    public async Task<IReadOnlyDictionary<string, ScrapeResult>> WorkersAsync(IReadOnlyList<WorkerPod> pods, CancellationToken cancellationToken)
    {
        var answer = await ask(Selector(WorkerNames, [.. pods.Select(pod => pod.Name)]));
        var byPod = answer.Series.ToLookup(sample => sample.Labels.GetValueOrDefault("pod", ""));
        return pods.ToDictionary(
            pod => pod.Name,
            pod => answer.Problem is { } problem
                ? ScrapeResult.Failed("QueryFailed", problem)
                : ScrapeResult.Of(new Exposition([.. byPod[pod.Name]], 0)),
            StringComparer.Ordinal);
    }

    public Task<TextResult> TextAsync(Uri endpoint, CancellationToken cancellationToken) => texts.TextAsync(endpoint, cancellationToken);

    private string Selector(string names, IReadOnlyList<string> pods) =>
        $"{{__name__=~\"{names}\",namespace=\"{@namespace}\",pod=~\"{string.Join('|', pods)}\"}}";
}
