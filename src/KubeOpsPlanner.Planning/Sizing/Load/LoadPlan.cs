using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>A load tick's result, with everything that status shows.</summary>
/// <param name="Prefill">Null for a role that the plan does not manage.</param>
/// <param name="Decode">Of the decode or aggregated pool; null for a role that the plan does not manage.</param>
/// <param name="ThroughputFloor">The floor that the decision kept; null where the throughput loop left none.</param>
/// <param name="Next">The state to keep for the next tick.</param>
public sealed record LoadPlan(
    SizingDecision Decision, RoleVerdict? Prefill, RoleVerdict? Decode, ReplicaPair? ThroughputFloor, LoadState Next);
