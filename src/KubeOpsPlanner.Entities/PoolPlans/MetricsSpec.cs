using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record MetricsSpec
{
    [Describe("scrape reads the endpoint itself; no Prometheus is needed.")]
    public MetricsSource Source { get; init; } = MetricsSource.Scrape;

    [Describe("Where metrics are read. Default: the frontend Service of the graph, port 8000, path /metrics. Must lead "
        + "to the graph's own Service or pods, or to a host that the operator allows.")]
    [TextLength(1, 2048), Matches(Patterns.HttpUrl)]
    public string? Endpoint { get; init; }

    [Describe("Which component counts the traffic.")]
    public TrafficSource Traffic { get; init; } = TrafficSource.Frontend;
}
