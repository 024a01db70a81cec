using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Replay.Observations;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>The same replicas all the time.</summary>
public sealed record StaticPolicy(ReplicaPair Replicas) : IScalingPolicy
{
    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public PolicyDecision Decide(PoolObservation observation) => new(Replicas, this);
}
