namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <param name="Namespace">Where the caller's change is made.</param>
/// <param name="MaySeeBudget">The caller may get the GlobalBudget, so the names of other namespaces are no secret.</param>
public sealed record LedgerAudience(string Namespace, bool MaySeeBudget)
{
    public bool MaySee(GraphId graph) => MaySeeBudget || graph.Namespace == Namespace;
}
