using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Ledger;

internal static class OverlapSentence
{
    public static string Of(IReadOnlyList<GovernedBudget> budgets, GraphId graph)
    {
        var names = budgets.Select(budget => $"\"{budget.Name}\"").ToList();
        return $"GlobalBudgets {string.Join(", ", names[..^1])} and {names[^1]} all govern {graph}, so it may only shrink: "
            + $"leave namespace \"{graph.Namespace}\" in one of them";
    }
}
