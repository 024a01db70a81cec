using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

/// <summary>Which edit of a budget is in force.</summary>
public sealed record LedgerGeneration
{
    [Mandatory]
    public string Uid { get; init; } = "";

    [Mandatory, Minimum(0)]
    public long Generation { get; init; }
}
