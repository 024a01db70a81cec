using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>How Prometheus is asked. Credentials are the operator's, never a plan's: PROMETHEUS_TOKEN_FILE and its like.</summary>
public sealed record PrometheusSpec
{
    [Describe("Seconds until a query is given up.")]
    [Minimum(0, IsExclusive = true), Maximum(300)]
    public double RequestTimeoutSeconds { get; init; } = 10;

    [Describe("Added to every query, as in a URL: tenant=chat&dedup=true.")]
    [TextLength(1, 1024)]
    public string? ExtraQueryParams { get; init; }
}
