using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>A graph outside every budget is admitted uncharged, unless the operator is told to refuse it.</summary>
public sealed class GraphIsUngoverned : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        if (snapshot.Budgets.Count > 0)
            return null;

        var graph = snapshot.Question.Graph;
        return snapshot is { Ungoverned: UngovernedPolicy.Deny, Question.Grows: true }
            ? new GateFinding(
                GateOutcome.Refuse,
                "Ungoverned",
                $"namespace \"{graph.Namespace}\" is not managed by any GlobalBudget, and the operator runs with --ungoverned=deny: "
                + $"add it to spec.namespaces of the GlobalBudget that {graph} may spend from")
            : new GateFinding(GateOutcome.Admit, "Ungoverned");
    }
}
