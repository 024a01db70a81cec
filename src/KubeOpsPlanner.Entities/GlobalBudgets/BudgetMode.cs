namespace KubeOpsPlanner.Entities.GlobalBudgets;

public enum BudgetMode
{
    /// <summary>What breaks the budget is refused.</summary>
    Active,

    /// <summary>Everything is admitted; what would have been refused is recorded and the client is warned.</summary>
    Advisory,
}
