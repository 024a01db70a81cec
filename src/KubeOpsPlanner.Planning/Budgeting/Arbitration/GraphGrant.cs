using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>One patch: the absolute replicas of a graph's planned components.</summary>
/// <param name="Targets">By component name; only components that a plan covers.</param>
/// <param name="GpuDelta">Change of the graph's spec in GPUs; reductions come first in a result.</param>
public sealed record GraphGrant(GraphId Graph, ImmutableSortedDictionary<string, int> Targets, int GpuDelta);
