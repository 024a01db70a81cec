using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

/// <summary>
/// The whole cell lies in <c>spec</c> and the kind has no status subresource: one compare-and-set on one
/// resourceVersion covers all of it. With a status subresource half of every write would be dropped silently,
/// and the cell would need two writes that are not atomic.
/// </summary>
[Describe("The compare-and-set cell of one cohort of budgets. Written by the operator alone; read-only for people.")]
public sealed record BudgetLedgerSpec
{
    [Describe("Grows by one with every write.")]
    [Minimum(0)]
    public long Sequence { get; init; }

    [Describe("The edit of every GlobalBudget of the cohort whose ceiling binds now, by the budget's name.")]
    public IReadOnlyDictionary<string, LedgerGeneration> BudgetGenerations { get; init; } =
        new Dictionary<string, LedgerGeneration>();

    [Describe("A replica decides only when its stores have reached these versions.")]
    public LedgerWatermark Watermark { get; init; } = new();

    [Describe("Verdicts and grants whose outcome was not yet observed.")]
    public IReadOnlyList<LedgerReservation> Reservations { get; init; } = [];

    [Describe("The last write of each of the latest writers, oldest first.")]
    public IReadOnlyList<LedgerTransaction> Transactions { get; init; } = [];

    [Describe("The sequence at which this ledger was found missing or rewound; growth is denied until it is rebuilt.")]
    public long? RebuildingSince { get; init; }
}
