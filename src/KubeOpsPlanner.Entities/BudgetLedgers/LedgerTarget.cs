using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

public sealed record LedgerTarget
{
    [Mandatory]
    public string Component { get; init; } = "";

    [Mandatory, Minimum(0)]
    public int Replicas { get; init; }

    [Describe("Absent when the shape cannot be told; such a target never grows anything.")]
    [Minimum(0)]
    public int? GpusPerReplica { get; init; }
}
