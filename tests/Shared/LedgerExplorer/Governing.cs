using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Which budget governs which graphs, as one replica makes it out from what it has seen.</summary>
/// <param name="First">Null where it has seen none.</param>
/// <param name="FirstHasShared">The shared namespace has the first budget's label, or had it and holds GPUs still.</param>
internal readonly record struct Governing(StoredBudget? First, StoredBudget? Second, bool FirstHasShared)
{
    public StoredBudget? this[int budget] => budget == 0 ? First : Second;

    public static Governing Resolve(StoredBudget? first, StoredBudget? second, bool isLabelled, bool hadShared, bool sharedMayHold) => new(
        first, second, isLabelled || (hadShared && second is not { TakesShared: true } && sharedMayHold));

    public static bool MayHold(StoredGraph? graph, StoredComponent? component) =>
        graph is { MayHold: true } || (component is { MayHold: true } && component.IsLoose(graph));

    public bool Governs(int budget, int slot) => slot switch
    {
        Names.Shared => budget == 0 ? First is not null && FirstHasShared : Second is { TakesShared: true },
        Names.Second => budget == 1 && Second is not null,
        _ => budget == 0 && First is not null,
    };

    /// <summary>The budget that alone governs a graph; null where none does, or both.</summary>
    public StoredBudget? Only(int slot) =>
        Governs(0, slot) == Governs(1, slot) ? null : Governs(0, slot) ? First : Second;

    public bool IsOverlap(int slot) => Governs(0, slot) && Governs(1, slot);

    /// <summary>Both budgets govern it, and not both only advise.</summary>
    public bool IsActiveOverlap(int slot) => IsOverlap(slot) && (First!.IsActive || Second!.IsActive);

    public ImmutableArray<BudgetLimits> Limits(int cohort)
    {
        var limits = ImmutableArray.CreateBuilder<BudgetLimits>(2);
        if (First?.Cohort == cohort)
            limits.Add(First.Limits(FirstHasShared));

        if (Second?.Cohort == cohort)
            limits.Add(Second.Limits(Second.TakesShared));

        return limits.DrainToImmutable();
    }
}
