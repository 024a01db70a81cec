using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record MetricsSpec
{
    [Describe("scrape reads the endpoint itself, no Prometheus is needed; prometheus asks a Prometheus server.")]
    public MetricsSource Source { get; init; } = MetricsSource.Scrape;

    [Describe("With source scrape: where traffic is counted, by default the graph's frontend (or router, see traffic) at port 8000 (9090), "
        + "path /metrics. With source prometheus: the server's address, by default the operator's PROMETHEUS_ENDPOINT. Must lead to the "
        + "graph's own Service or pods, or to a host that the operator allows.")]
    [TextLength(1, 2048), Matches(Patterns.HttpUrl)]
    public string? Endpoint { get; init; }

    [Describe("Which component counts the traffic: the frontend, or the graph's router where a pool has no frontend of its own.")]
    public TrafficSource Traffic { get; init; } = TrafficSource.Frontend;

    [Describe("Who tells the load loop how busy each engine is: forward-pass metrics as JSON, the workers' own metrics, the router's gauges, "
        + "or auto, the first of these that answers.")]
    public EngineMetricsSource Engines { get; init; } = EngineMetricsSource.Auto;

    [Describe("The port at which each worker serves its engine's metrics.")]
    [Minimum(1), Maximum(65535)]
    public int WorkerPort { get; init; } = 9090;

    [Describe("Where the engines' last forward passes are served as JSON. Needed with engines forward-pass.")]
    [TextLength(1, 2048), Matches(Patterns.HttpUrl)]
    public string? ForwardPassEndpoint { get; init; }

    [Describe("How Prometheus is asked, with source prometheus.")]
    public PrometheusSpec Prometheus { get; init; } = new();
}
