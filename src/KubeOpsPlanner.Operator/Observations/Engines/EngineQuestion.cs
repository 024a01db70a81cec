using System.Collections.Immutable;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>Which engines are asked about.</summary>
/// <param name="Source">Who shall tell.</param>
/// <param name="Pages">Where pages come from.</param>
/// <param name="TrafficPage">The page of frontend or router, read in this tick already.</param>
public sealed record EngineQuestion(EngineMetricsSource Source, IMetricPages Pages, ScrapeResult TrafficPage)
{
    public required string? Model { get; init; }

    public required string DynamoNamespace { get; init; }

    /// <inheritdoc cref="TrafficSeries.RuntimeNamespace"/>
    public string? RuntimeNamespace { get; init; }

    public Uri? ForwardPassEndpoint { get; init; }

    /// <summary>Null for a role that the plan does not size.</summary>
    public RoleQuestion? Prefill { get; init; }

    /// <summary>Of decode or aggregated engines.</summary>
    public RoleQuestion? Decode { get; init; }

    public bool IsAggregated { get; init; }

    /// <summary>Length of a prompt; null while unknown.</summary>
    public double? PromptTokens { get; init; }

    /// <summary>What workers had counted at the reading before.</summary>
    public ImmutableDictionary<string, WorkerCounters> Counted { get; init; } = ImmutableDictionary<string, WorkerCounters>.Empty;
}

/// <param name="Pods">Ready pods of the component that are not being deleted.</param>
/// <param name="Capabilities">As spec, arguments and profile tell.</param>
public sealed record RoleQuestion(IReadOnlyList<WorkerPod> Pods, EngineCapabilities Capabilities);

/// <param name="Address">Its IP; null before it has one.</param>
public sealed record WorkerPod(string Name, string? Address);
