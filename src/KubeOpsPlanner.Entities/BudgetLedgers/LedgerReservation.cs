using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

[Describe("What one graph may hold, from the verdict until its outcome is observed.")]
public sealed record LedgerReservation
{
    [Describe("Whether a change of somebody else, or one of the operator's own, is reserved.")]
    [Mandatory]
    public ReservationOrigin Origin { get; init; }

    [Describe("The graph's namespace.")]
    [Mandatory]
    public string Namespace { get; init; } = "";

    [Describe("The graph's name.")]
    [Mandatory]
    public string Graph { get; init; } = "";

    [Describe("The state of the object on which the change was judged.")]
    [Mandatory]
    public LedgerBase Base { get; init; } = new();

    [Describe("The absolute target, never a difference.")]
    public IReadOnlyList<LedgerTarget> Target { get; init; } = [];
}
