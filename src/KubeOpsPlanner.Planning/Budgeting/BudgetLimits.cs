using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>What the ledger needs of a GlobalBudget.</summary>
/// <param name="Uid">Tells a budget that was deleted and made again from the one before.</param>
/// <param name="MaxGpus">-1 is no ceiling; 0 forbids every GPU.</param>
/// <param name="MinGpus">-1 is no floor.</param>
/// <param name="Namespaces">Namespaces it governs, selectors already resolved.</param>
/// <param name="FirstLedger">
/// UID of the ledger that was the first to hold this budget, written once; null when none was yet, so that nothing can
/// have been admitted in its name and forgotten; empty when nobody knows.
/// </param>
public sealed record BudgetLimits(
    string Name,
    string Uid,
    long Generation,
    long MaxGpus,
    long MinGpus,
    EnforcementMode Mode,
    ImmutableSortedSet<string> Namespaces,
    string? FirstLedger = "")
{
    public bool Governs(GraphId graph) => Namespaces.Contains(graph.Namespace);

    public bool Allows(long totalGpus) => MaxGpus < 0 || totalGpus <= MaxGpus;

    public bool Equals(BudgetLimits? other) =>
        other is not null
        && (Name, Uid, Generation, MaxGpus, MinGpus, Mode) == (other.Name, other.Uid, other.Generation, other.MaxGpus, other.MinGpus, other.Mode)
        && FirstLedger == other.FirstLedger
        && Namespaces.SetEquals(other.Namespaces);

    public override int GetHashCode() => HashCode.Combine(Name, Uid, Generation, MaxGpus);
}
