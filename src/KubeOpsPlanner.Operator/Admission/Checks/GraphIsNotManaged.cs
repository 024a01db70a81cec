namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>In explicit mode graphs that are not listed gain no GPUs.</summary>
public sealed class GraphIsNotManaged : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        var budget = snapshot.Budgets[0];
        var graph = snapshot.Question.Graph;
        if (!snapshot.Question.Grows || ManagedPairs.Contains(budget, graph.Namespace, graph.Name))
            return null;

        return new GateFinding(
            GateOutcome.Refuse,
            "Unmanaged",
            $"namespace \"{graph.Namespace}-{graph.Name}\" is not managed by GlobalBudget \"{budget.Name}\", so {graph} may not gain GPUs: "
            + "add the namespace to its spec.managedDynamoNamespaces");
    }
}
