namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>Labels, finalizers, fences and everything else that moves no GPU is nobody's business here.</summary>
public sealed class LeavesReplicasAndShapeAlone : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot) =>
        snapshot.Question.LeavesReplicasAndShape ? new GateFinding(GateOutcome.Admit, "Unchanged") : null;
}
