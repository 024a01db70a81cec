using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>What a policy wants.</summary>
/// <param name="Next">The policy with what it has learnt; asked next time.</param>
public readonly record struct PolicyDecision(ReplicaPair Desired, IScalingPolicy Next);
