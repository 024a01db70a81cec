using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Which ledger holds a budget. The first answer is recorded in the budget's status, by compare-and-set and before anything
/// is admitted in its name, and stays: two replicas that see an edit of <c>spec.cohort</c> at different times would otherwise
/// admit in two ledgers, and what is open in the one would not count in the other.
/// </summary>
internal static class BudgetCohort
{
    public static string Of(Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget) => budget.Status.Cohort ?? Wanted(budget.Metadata, budget.Spec);

    /// <summary>As the spec says; a budget without a cohort is a cohort of one.</summary>
    public static string Wanted(ObjectMeta metadata, GlobalBudgetSpec spec) => spec.Cohort ?? metadata.Name;
}
