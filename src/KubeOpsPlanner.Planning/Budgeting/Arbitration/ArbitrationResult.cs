using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <param name="Grants">To write now, reductions first, only graphs that change.</param>
/// <param name="Pools">In the order of their ids.</param>
public sealed record ArbitrationResult(
    ImmutableArray<GraphGrant> Grants, ImmutableArray<PoolOutcome> Pools, BudgetStanding Standing);
