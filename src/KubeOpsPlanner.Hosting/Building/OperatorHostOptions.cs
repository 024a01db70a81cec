namespace KubeOpsPlanner.Hosting.Building;

/// <summary>How a host reaches the cluster and is reached. Set from flags and environment by the program.</summary>
public sealed class OperatorHostOptions
{
    /// <summary>A kubeconfig file; null tries KUBECONFIG, ~/.kube/config, then the pod's service account.</summary>
    public string? KubeconfigPath { get; set; }

    public string? KubeconfigContext { get; set; }

    /// <summary>Where the operator keeps its Lease and its certificate Secret.</summary>
    public string Namespace { get; set; } = "kubeops-planner-system";

    /// <summary>Names the Lease, the Secret, the webhook configurations and the field manager.</summary>
    public string Name { get; set; } = "kubeops-planner";

    /// <summary>This replica; must differ between replicas.</summary>
    public string Identity { get; set; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>HTTPS port for admission; 0 takes any free one.</summary>
    public int WebhookPort { get; set; } = 9443;

    /// <summary>HTTP port for <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c>; 0 takes any free one.</summary>
    public int MetricsPort { get; set; } = 8080;

    /// <summary>A second HTTP port with the same content as <see cref="MetricsPort"/>; null opens none.</summary>
    public int? AdditionalMetricsPort { get; set; }

    /// <summary>The address all ports listen on.</summary>
    public string ListenAddress { get; set; } = "0.0.0.0";

    /// <summary>
    /// When set, the API server calls webhooks at this host by URL (development, or an operator outside the cluster);
    /// otherwise through the Service of the operator's name and namespace.
    /// </summary>
    public string? WebhookHost { get; set; }

    public bool UsesLeaderElection { get; set; } = true;
}
