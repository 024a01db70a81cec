using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>Where two budgets govern one graph nobody knows which one pays: it may only shrink.</summary>
public sealed class BudgetsOverlap : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        if (snapshot.Budgets.Count < 2)
            return null;

        return snapshot.Question.GrowsNoPool
            ? new GateFinding(GateOutcome.Admit, "GrowsNothing")
            : new GateFinding(GateOutcome.Refuse, "OverlappingBudgets", OverlapSentence.Of(snapshot.Budgets, snapshot.Question.Graph));
    }
}
