using System.Collections.Immutable;
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
}
