using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Replay.Observations;

/// <summary>Everything that a policy may look at when it decides about one pool.</summary>
/// <param name="Traffic">Counters since the run began; a policy keeps those of its last decision to make windows of.</param>
/// <param name="Wanted">Replicas in the spec.</param>
/// <param name="Ready">Replicas that serve; fewer than wanted while some start.</param>
public sealed record PoolObservation(TimeSpan Now, TrafficCounters Traffic, EngineLoads Loads, ReplicaPair Wanted, ReplicaPair Ready)
{
    /// <summary>True while replicas that are wanted do not serve yet.</summary>
    public bool IsStarting => Ready.IsBelow(Wanted);
}
