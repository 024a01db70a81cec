namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>The rules in their order; the first one that has something to say decides.</summary>
public static class GateChecks
{
    public static IReadOnlyList<IGateCheck> InOrder { get; } =
    [
        new LeavesReplicasAndShapeAlone(),
        new GraphIsUngoverned(),
        new GraphIsTooLarge(),
        new BudgetsOverlap(),
        new OperatorWrites(),
        new MirrorsWhatIsStored(),
        new PrincipalIsNotAllowed(),
        new GraphIsNotManaged(),
        new CallerIsNotManaged(),
    ];

    public static GateFinding Run(GateSnapshot snapshot) =>
        InOrder.Select(check => check.Check(snapshot)).FirstOrDefault(finding => finding is not null)
        ?? new GateFinding(GateOutcome.AskLedger, "Budget");
}
