using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>One finished pass over a budget: what was seen, what was decided, what came of it.</summary>
public sealed record BudgetPass(BudgetFacts Facts, BudgetDecision Decision, IReadOnlyList<WriteResult> Results)
{
    /// <summary>Writes that did not happen for a reason worth telling. A conflict is none: the next pass decides anew.</summary>
    public IEnumerable<WriteResult> Failures => Results.Where(result => result.End is not (WriteEnd.Written or WriteEnd.Conflict));

    /// <returns>By pool, the write that would have changed it.</returns>
    public IReadOnlyDictionary<PoolId, WriteResult> FailuresByPool() => Failures
        .SelectMany(result => result.Planned.Pools.Select(pool => (Pool: pool, Result: result)))
        .GroupBy(pair => pair.Pool)
        .ToDictionary(group => group.Key, group => group.First().Result);
}
