using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Recordings;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>Wants what a plan in a cluster wanted at the same time.</summary>
/// <param name="Decisions">Sorted by time.</param>
public sealed record RecordedPolicy(IReadOnlyList<RecordedDecision> Decisions) : IScalingPolicy
{
    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public PolicyDecision Decide(PoolObservation observation) =>
        new(Decisions.LastOrDefault(decision => decision.At <= observation.Now)?.Desired ?? observation.Wanted, this);
}
