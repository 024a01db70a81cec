using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <param name="Index">Which name; see <see cref="Names"/>.</param>
/// <param name="WantedCohort">As its spec says.</param>
/// <param name="RecordedCohort">As its status says, for good; null while it says nothing.</param>
/// <param name="TakesShared">The second budget lists the namespace that the first one selects by a label.</param>
/// <param name="FirstLedger">As its status says; null while it says nothing.</param>
internal sealed record StoredBudget(
    int Index, long Generation, long MaxGpus, long MinGpus, EnforcementMode Mode, int WantedCohort, int? RecordedCohort, bool TakesShared,
    string? FirstLedger)
{
    private static readonly ImmutableSortedSet<string>[] Own = [["x"], ["z"]];
    private static readonly ImmutableSortedSet<string>[] WithShared = [["x", "y"], ["y", "z"]];

    /// <summary>Whose ledger it is in.</summary>
    public int Cohort => RecordedCohort ?? WantedCohort;

    public string Uid => Names.BudgetUids[Index];

    public bool IsActive => Mode == EnforcementMode.Active;

    public BudgetLimits Limits(bool governsShared) => new(
        Names.Budgets[Index], Uid, Generation, MaxGpus, MinGpus, Mode, (governsShared ? WithShared : Own)[Index], FirstLedger);
}
