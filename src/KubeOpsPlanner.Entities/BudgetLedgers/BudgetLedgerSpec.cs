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

    [Describe("The generation of every GlobalBudget of the cohort whose ceiling binds now, by name.")]
    public IReadOnlyDictionary<string, long> BudgetGenerations { get; init; } = new Dictionary<string, long>();

    [Describe("A replica decides only when it has seen the cluster up to this resourceVersion.")]
    [TextLength(1, 20), Matches(Patterns.Digits)]
    public string Watermark { get; init; } = "0";

    [Describe("Verdicts and grants whose effect was not yet observed.")]
    [MergeBy("id")]
    public IReadOnlyList<LedgerReservation> Reservations { get; init; } = [];

    [Describe("Hand-overs of GPUs between graphs that are under way.")]
    [MergeBy("id")]
    public IReadOnlyList<LedgerTransaction> Transactions { get; init; } = [];
}
