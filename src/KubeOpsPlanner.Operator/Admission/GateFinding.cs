namespace KubeOpsPlanner.Operator.Admission;

/// <param name="Reason">CamelCase, for metrics and events.</param>
/// <param name="Message">One sentence; empty when nothing is refused.</param>
public sealed record GateFinding(GateOutcome Outcome, string Reason, string Message = "");

public enum GateOutcome
{
    /// <summary>Passes without the ledger.</summary>
    Admit,

    /// <summary>May go on if the budget has room.</summary>
    AskLedger,

    Refuse,
}
