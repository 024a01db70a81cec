using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

[Describe("What one graph may hold, from the verdict until it is observed.")]
public sealed record LedgerReservation
{
    [Describe("Names the reservation inside the cell.")]
    [Mandatory, TextLength(1, 253)]
    public string Id { get; init; } = "";

    [Describe("Whether a user's change or one of the operator's own is reserved.")]
    public ReservationOrigin Origin { get; init; }

    [Describe("The GlobalBudget that is charged.")]
    public string Budget { get; init; } = "";

    [Describe("The graph's namespace.")]
    public string Namespace { get; init; } = "";

    [Describe("The graph's name.")]
    public string Graph { get; init; } = "";

    [Describe("The graph's uid; empty while it is created under a generated one.")]
    public string GraphUid { get; init; } = "";

    [Describe("The state of the object on which the change was judged.")]
    [Mandatory]
    public LedgerBase Base { get; init; } = new();

    [Describe("The absolute target, never a difference.")]
    public IReadOnlyList<LedgerTarget> Target { get; init; } = [];
}
