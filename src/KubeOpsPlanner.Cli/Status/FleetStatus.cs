using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Status;

/// <summary>All budgets and their pools, as their status tells them.</summary>
internal sealed record FleetStatus(IReadOnlyList<BudgetStatus> Budgets)
{
    public static FleetStatus Of(IEnumerable<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> budgets, string? @namespace) => new(
    [
        .. budgets.OrderBy(budget => budget.Metadata.Name, StringComparer.Ordinal).Select(budget => new BudgetStatus(
            budget.Metadata.Name,
            budget.Spec.Mode.ToString(),
            budget.Spec.MaxGpus,
            budget.Spec.MinGpus,
            budget.Status.TotalGpus,
            budget.Status.ReservedGpus,
            budget.Status.PoolCount,
            [.. budget.Status.Pools.Where(pool => @namespace is null || pool.Pool.StartsWith(@namespace + "/", StringComparison.Ordinal))],
            budget.Status.Conditions)),
    ]);
}

/// <param name="MaxGpus">-1 is no ceiling.</param>
/// <param name="TotalGpus">Null until counted.</param>
/// <param name="PoolCount">All; <paramref name="Pools"/> lists at most 100 of them.</param>
internal sealed record BudgetStatus(
    string Name,
    string Mode,
    long MaxGpus,
    long MinGpus,
    int? TotalGpus,
    int? ReservedGpus,
    int? PoolCount,
    IReadOnlyList<BudgetedPool> Pools,
    IReadOnlyList<Condition> Conditions)
{
    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
