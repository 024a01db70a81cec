using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>Which graphs a budget in explicit mode manages.</summary>
/// <remarks>
/// <c>a-b-c</c> is the Dynamo namespace of <c>a-b</c>/<c>c</c> and of <c>a</c>/<c>b-c</c>. The name therefore counts only
/// for a pair whose Kubernetes namespace the budget governs.
/// </remarks>
public static class ManagedPairs
{
    /// <summary>Absent, not empty, is implicit mode: all graphs of the governed namespaces are managed.</summary>
    public static bool IsExplicit(GovernedBudget budget) => budget.Spec.ManagedDynamoNamespaces is not null;

    public static bool Contains(GovernedBudget budget, string @namespace, string graph) =>
        budget.Spec.ManagedDynamoNamespaces is not { } managed
        || (budget.Governs(@namespace) && managed.Contains($"{@namespace}-{graph}", StringComparer.Ordinal));
}
