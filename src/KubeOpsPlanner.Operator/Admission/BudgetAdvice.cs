using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>
/// What of a valid budget has no effect now, and was hardly meant so. Only said, not refused: namespaces may be made after their budget.
/// </summary>
internal static class BudgetAdvice
{
    /// <summary>What Dynamo calls the namespace of graphs with <c>globalDynamoNamespace</c>, wherever they are.</summary>
    private const string SharedDynamoNamespace = "dynamo";

    /// <param name="governed">The namespaces of the budget, its selector resolved.</param>
    public static IEnumerable<string> Of(GlobalBudgetSpec spec, IReadOnlyCollection<string> governed, IReadOnlyCollection<Namespace> existing)
    {
        var known = existing.Select(each => each.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return Namespaces(spec, governed, known).Concat(Managed(spec, governed)).Concat(Priorities(spec, governed));
    }

    private static IEnumerable<string> Namespaces(GlobalBudgetSpec spec, IReadOnlyCollection<string> governed, HashSet<string> known)
    {
        if (spec.NamespaceSelector is not null && governed.Count == 0)
        {
            yield return $"spec.namespaceSelector matches none of {known.Count} namespaces: the budget governs nothing until one has these labels";
        }

        foreach (var name in (spec.Namespaces ?? []).Where(name => !known.Contains(name)))
        {
            yield return $"spec.namespaces names \"{name}\", which does not exist: it is governed as soon as it does";
        }
    }

    private static IEnumerable<string> Managed(GlobalBudgetSpec spec, IReadOnlyCollection<string> governed) =>
        from name in spec.ManagedDynamoNamespaces ?? []
        where name != SharedDynamoNamespace && !governed.Any(each => name.StartsWith($"{each}-", StringComparison.Ordinal))
        select $"spec.managedDynamoNamespaces names \"{name}\", which is no graph of a governed namespace: write {{kubernetes namespace}}-{{graph name}}";

    private static IEnumerable<string> Priorities(GlobalBudgetSpec spec, IReadOnlyCollection<string> governed) =>
        from pool in spec.Priority.Pools
        let first = pool.Selector.Split('/')[0]
        where first is not ("*" or "**") && !governed.Contains(first)
        select $"spec.priority.pools has the selector \"{pool.Selector}\", which begins with no governed namespace and matches no pool: write {{namespace}}/{{graph}}/{{component}}";
}
