namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>Where a budget lists principals, nobody else changes replicas that hold GPUs, whatever RBAC allows.</summary>
public sealed class PrincipalIsNotAllowed : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        var budget = snapshot.Budgets[0];
        if (budget.Spec.AllowedPrincipals is not { } allowed
            || allowed.Contains(snapshot.Username, StringComparer.Ordinal)
            || !snapshot.Question.ChangedPools.Any())
        {
            return null;
        }

        return new GateFinding(
            GateOutcome.Refuse,
            "PrincipalNotAllowed",
            $"\"{snapshot.Username}\" may not change replicas of {snapshot.Question.Graph}: GlobalBudget \"{budget.Name}\" lists who may; "
            + "add the full user name to its spec.allowedPrincipals");
    }
}
