namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Which edit of a budget is in force.</summary>
public sealed record BudgetGeneration(string Uid, long Generation)
{
    public static BudgetGeneration Of(BudgetLimits limits) => new(limits.Uid, limits.Generation);
}
