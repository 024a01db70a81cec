using System.Globalization;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>The questions about one window of traffic, in the shapes that Dynamo's planner asks them.</summary>
/// <remarks>Frontend series are chosen by model and namespace after the answer, since models differ in case; a router serves one pool.</remarks>
public sealed record TrafficQueries(TrafficSeries Series, double WindowSeconds)
{
    private string Range => $"[{WindowSeconds.ToString("0.###", CultureInfo.InvariantCulture)}s]";

    private bool IsRouter => Series.Prefix == TrafficSeries.RouterPrefix;

    private string Selector => IsRouter ? $"{{dynamo_namespace=\"{Quoted(Series.DynamoNamespace)}\"}}" : "";

    /// <summary>The mean of a histogram over the window.</summary>
    public string Mean(string name) => $"{Increase($"{name}_sum")} / {Increase($"{name}_count")}";

    /// <summary>The share of prompt tokens that engines found in their caches.</summary>
    public string CachedShare => $"{Increase("cached_tokens_sum")} / {Increase("input_sequence_tokens_sum")}";

    /// <summary>The mean share that a KV router found there, to be asked in this order; a router's series whatever the traffic is read from, as upstream.</summary>
    public IEnumerable<string> CacheHits => Series.Routers.Select(router => (this with { Series = router }).Mean("kv_hit_rate"));

    /// <summary>Requests that started; a server that does not count those counts the completed.</summary>
    public string Started => Count("requests_started_total");

    public string Completed => Count("requests_total");

    /// <summary>Every sample of those counters in the window, to see how much of it was scraped.</summary>
    public string StartedSamples => Samples("requests_started_total");

    /// <inheritdoc cref="StartedSamples"/>
    public string CompletedSamples => Samples("requests_total");

    /// <summary>Samples per bucket that the window added.</summary>
    public string Buckets(string name) => IsRouter
        ? $"sum by (le)(increase({Series.Prefix}{name}_bucket{Selector}{Range}))"
        : $"sum by (le, model, dynamo_namespace)(increase({Series.Prefix}{name}_bucket{Range}))";

    /// <summary>A gauge as it is now.</summary>
    public string Gauge(string name) => $"{Series.Prefix}{name}{Selector}";

    /// <summary>Whether a query asks for every sample in a range, not for a value each.</summary>
    public static bool IsRange(string query) => query.EndsWith(']');

    /// <summary>A plan names it, so nothing in it may end the string.</summary>
    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private string Samples(string name) => $"{Series.Prefix}{name}{Selector}{Range}";

    private string Count(string name) => IsRouter ? $"sum(increase({Series.Prefix}{name}{Selector}{Range}))" : $"increase({Series.Prefix}{name}{Range})";

    private string Increase(string name) => IsRouter
        ? $"sum(increase({Series.Prefix}{name}{Selector}{Range}))"
        : $"sum by (model, dynamo_namespace)(increase({Series.Prefix}{name}{Range}))";
}
