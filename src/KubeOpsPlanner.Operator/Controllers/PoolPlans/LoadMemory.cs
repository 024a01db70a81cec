using System.Collections.Immutable;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>What a plan's load loop remembers from tick to tick.</summary>
/// <param name="TickedAt">Domain time of the last tick; before the first, of the plan's beginning.</param>
public sealed record LoadMemory(TimeSpan TickedAt, LoadState State)
{
    /// <summary>What the throughput loop left as a floor; stays until it decides again.</summary>
    public ReplicaPair? Floor { get; init; }

    public ImmutableDictionary<string, WorkerCounters> Counted { get; init; } = ImmutableDictionary<string, WorkerCounters>.Empty;

    /// <summary>What the router had counted at the last tick.</summary>
    public RunningMean? CacheHits { get; init; }

    /// <summary>The share of prompt tokens that need no prefill, as last seen.</summary>
    public double CacheHitRate { get; init; }

    /// <summary>Null where no router tells.</summary>
    public double? SeenCacheHitRate => CacheHits is null ? null : CacheHitRate;

    /// <summary>Tokens per decode step, as last seen; null where nobody tells.</summary>
    public double? AcceptLength { get; init; }

    /// <summary>A tick whose engines do not tell keeps what an earlier one told.</summary>
    public LoadMemory Observe(EngineObservation engines) => ObserveCacheHits(engines.CacheHits) with { AcceptLength = engines.AcceptLength ?? AcceptLength };

    /// <summary>Requests since the last tick tell the rate; where none came it stays what it was.</summary>
    public LoadMemory ObserveCacheHits(RunningMean? hits) => hits is not { } now ? this : this with
    {
        CacheHits = now,
        CacheHitRate = CacheHits is { } before && now.Count > before.Count && now.Sum >= before.Sum
            ? (now.Sum - before.Sum) / (now.Count - before.Count)
            : CacheHitRate,
    };
}
