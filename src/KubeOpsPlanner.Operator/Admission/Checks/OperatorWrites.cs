namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>The operator needs no permission beyond the budget's room, which it normally reserved before it wrote.</summary>
public sealed class OperatorWrites : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot) =>
        snapshot.IsOperator ? new GateFinding(GateOutcome.AskLedger, "Operator") : null;
}
