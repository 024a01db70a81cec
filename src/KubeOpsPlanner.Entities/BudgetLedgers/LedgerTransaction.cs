using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

[Describe("One hand-over: reduce, see it happen, then grow.")]
public sealed record LedgerTransaction
{
    [Mandatory, TextLength(1, 253)]
    public string Id { get; init; } = "";

    public TransactionPhase Phase { get; init; }

    public IReadOnlyList<LedgerLeg> Reductions { get; init; } = [];

    public IReadOnlyList<LedgerLeg> Growths { get; init; } = [];
}
