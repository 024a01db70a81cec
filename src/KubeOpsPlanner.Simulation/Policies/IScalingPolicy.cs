using KubeOpsPlanner.Simulation.Replay.Observations;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>
/// Decides how many replicas one pool shall have. Implementations are immutable, their properties are their whole memory:
/// the same observations give the same decisions.
/// </summary>
public interface IScalingPolicy
{
    /// <summary>Time from one decision to the next.</summary>
    TimeSpan Interval { get; }

    PolicyDecision Decide(PoolObservation observation);
}
