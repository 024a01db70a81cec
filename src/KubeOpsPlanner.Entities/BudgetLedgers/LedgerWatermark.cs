using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

/// <summary>ResourceVersions as text, because JSON numbers lose digits in many readers.</summary>
public sealed record LedgerWatermark
{
    [Describe("Version that the store of graphs must have reached.")]
    [TextLength(1, 20), Matches(Patterns.Digits)]
    public string Graphs { get; init; } = "0";

    [Describe("Version that the store of scaling adapters must have reached.")]
    [TextLength(1, 20), Matches(Patterns.Digits)]
    public string Adapters { get; init; } = "0";

    [Describe("Version that the store of budgets must have reached.")]
    [TextLength(1, 20), Matches(Patterns.Digits)]
    public string Budgets { get; init; } = "0";
}
