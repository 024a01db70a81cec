using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

public sealed record LedgerLeg
{
    [Describe("The GlobalBudget that is charged.")]
    public string Budget { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Graph { get; init; } = "";

    public IReadOnlyList<LedgerTarget> Target { get; init; } = [];
}
