using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Everything that stores and ledger say about one budget at one moment.</summary>
/// <param name="Picture">Null until the ledger has counted.</param>
/// <param name="Graphs">Graphs of the governed namespaces; empty without a picture.</param>
/// <param name="OverlappedNamespaces">Governed namespaces that another budget governs too: nothing may grow there.</param>
/// <param name="Now">Domain time, for the age of proposals.</param>
/// <param name="IsOverlapAdvisory">All budgets that meet in the overlapped namespaces only advise.</param>
public sealed record BudgetFacts(
    Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget,
    BudgetPicture? Picture,
    IReadOnlyList<GovernedGraph> Graphs,
    IReadOnlySet<string> OverlappedNamespaces,
    DateTimeOffset Now,
    bool IsOverlapAdvisory = false)
{
    /// <summary>What others grow is admitted with a warning; what the operator writes keeps the arithmetic.</summary>
    public bool IsAdvisory => Spec.Mode == BudgetMode.Advisory;

    public string Name => Budget.Metadata.Name;

    public GlobalBudgetSpec Spec => Budget.Spec;
}
