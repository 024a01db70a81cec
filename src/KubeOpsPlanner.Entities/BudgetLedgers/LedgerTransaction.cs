using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

[Describe("The last write of one replica, so that a replica whose write had no answer can find out whether it took effect.")]
public sealed record LedgerTransaction
{
    [Describe("One life of one replica's process.")]
    [Mandatory, TextLength(1, 253)]
    public string Writer { get; init; } = "";

    [Mandatory, Minimum(0)]
    public long Number { get; init; }
}
