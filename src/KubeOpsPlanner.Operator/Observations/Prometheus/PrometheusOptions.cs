namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>The operator's own Prometheus. Its credentials go nowhere else, whatever a plan names.</summary>
public sealed record PrometheusOptions
{
    /// <summary>Where kube-prometheus installs it.</summary>
    public static readonly Uri DefaultEndpoint = new("http://prometheus-kube-prometheus-prometheus.monitoring.svc.cluster.local:9090");

    public Uri Endpoint { get; init; } = DefaultEndpoint;

    /// <summary>Sent as a bearer token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>A file with the token, read anew for each query since mounted tokens change; wins over <see cref="Token"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Whether the server's certificate is checked against the system's authorities.</summary>
    public bool VerifiesCertificate { get; init; }

    /// <summary>A file with the authorities that its certificate must come from; turns the check on.</summary>
    public string? CaBundle { get; init; }
}
