namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>In explicit mode pods of graphs that are not listed add no GPUs anywhere.</summary>
public sealed class CallerIsNotManaged : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        var budget = snapshot.Budgets[0];
        if (!snapshot.Question.Grows || !ManagedPairs.IsExplicit(budget) || snapshot.Caller is not { } caller)
            return null;

        if (!caller.IsVerified)
        {
            return new GateFinding(
                GateOutcome.Refuse,
                "CallerUnknown",
                $"pod {caller.Namespace}/{caller.Name}, from which \"{snapshot.Username}\" asks, does not exist under the uid in its token, "
                + $"so it is not managed by GlobalBudget \"{budget.Name}\": ask from a running pod");
        }

        if (caller.GraphName is null || ManagedPairs.Contains(budget, caller.Namespace, caller.GraphName))
            return null;

        return new GateFinding(
            GateOutcome.Refuse,
            "CallerUnmanaged",
            $"namespace \"{caller.DynamoNamespace}\" is not managed by GlobalBudget \"{budget.Name}\", so its pod {caller.Name} may not add GPUs to "
            + $"{snapshot.Question.Graph}: add the namespace to its spec.managedDynamoNamespaces");
    }
}
