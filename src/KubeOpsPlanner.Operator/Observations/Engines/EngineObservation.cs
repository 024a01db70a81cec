using System.Collections.Immutable;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>What the load loop gets to see.</summary>
/// <param name="Source">Who told; null when nobody did.</param>
/// <param name="Finding">For the <c>EngineMetricsAvailable</c> condition: who told, or everybody who was asked and why not.</param>
public sealed record EngineObservation(RoleEngines Prefill, RoleEngines Decode, string? Source, Finding Finding)
{
    public ImmutableDictionary<string, WorkerCounters> Counted { get; init; } = ImmutableDictionary<string, WorkerCounters>.Empty;

    /// <inheritdoc cref="EngineReading.AcceptLength"/>
    public double? AcceptLength { get; init; }

    /// <summary>Shares of prompts that the router found in caches, since it started; null where it does not tell.</summary>
    public RunningMean? CacheHits { get; init; }
}
