namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>One rule of the gate: a pure function of the snapshot.</summary>
public interface IGateCheck
{
    /// <returns>Null when the rule has nothing to say and the next one is asked.</returns>
    GateFinding? Check(GateSnapshot snapshot);
}
