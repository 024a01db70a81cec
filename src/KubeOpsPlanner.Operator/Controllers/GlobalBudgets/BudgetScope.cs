using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Which namespaces a budget's spec asks to govern.</summary>
public static class BudgetScope
{
    /// <param name="known">The namespace with its labels; null when it is not known, which a selector cannot match.</param>
    public static bool Covers(GlobalBudgetSpec spec, string @namespace, Namespace? known) =>
        spec.Namespaces?.Contains(@namespace)
        ?? (known is not null && spec.NamespaceSelector?.Matches(known.Metadata.Labels) == true);
}
