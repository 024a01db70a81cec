using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Planning.Time;

namespace KubeOpsPlanner.Operator.Options;

/// <summary>What the product needs to know besides how to reach the cluster. Set from flags by the program.</summary>
public sealed record PlannerOptions
{
    /// <summary>
    /// The full user name under which the operator writes, e.g. <c>system:serviceaccount:kubeops-planner-system:kubeops-planner</c>;
    /// null asks the API server who the operator's own token belongs to.
    /// </summary>
    public string? OperatorPrincipal { get; init; }

    /// <summary>Full user names of the Dynamo operator: it mirrors adapters into graphs and scales what it owns.</summary>
    public IReadOnlyCollection<string> MirrorPrincipals { get; init; } = [];

    public UngovernedPolicy Ungoverned { get; init; } = UngovernedPolicy.Admit;

    /// <summary>Hosts that any plan may scrape, as <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyCollection<string> MetricsHosts { get; init; } = [];

    /// <summary>Development only: plans may scrape this machine.</summary>
    public bool AllowsLoopbackMetrics { get; init; }

    /// <summary>The Prometheus of plans that ask one and name none.</summary>
    public PrometheusOptions Prometheus { get; init; } = new();

    /// <summary>The folder of recorded traffic that plans may name; null when none may.</summary>
    public string? WarmupTraces { get; init; }

    /// <summary>Intervals, windows and the age of proposals count on this clock; everything else on the system's.</summary>
    public required ScaledTimeProvider DomainClock { get; init; }
}

/// <summary>What the gate makes of a graph that no budget governs.</summary>
public enum UngovernedPolicy
{
    Admit,
    Deny,
}
