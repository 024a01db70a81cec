using System.Collections.Immutable;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <param name="Namespaces">What it governs, with the selector resolved and namespaces that it still holds.</param>
/// <param name="FirstLedger">As in <see cref="Planning.Budgeting.BudgetLimits"/>.</param>
/// <param name="RecordedCohort">Null until one is recorded.</param>
/// <param name="HeldOver">The part of <paramref name="Namespaces"/> that left the selector and still holds GPUs.</param>
public sealed record GovernedBudget(
    ObjectMeta Metadata, GlobalBudgetSpec Spec, string? FirstLedger, ImmutableSortedSet<string> Namespaces, ImmutableSortedSet<string> HeldOver,
    string? RecordedCohort = null)
{
    public string Name => Metadata.Name;

    /// <summary>Names the BudgetLedger; see <see cref="BudgetCohort"/>.</summary>
    public string Cohort => RecordedCohort ?? BudgetCohort.Wanted(Metadata, Spec);

    public bool Governs(string @namespace) => Namespaces.Contains(@namespace);
}
