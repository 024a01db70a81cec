using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>What a plan last decided, why, and what that was made of.</summary>
/// <param name="Because">The sentence of the decision, or of what keeps the plan from deciding.</param>
/// <param name="TargetsReachable">Null where there is nothing to say: they are.</param>
/// <param name="Events">Newest first, only of a plan that was asked about by its own name.</param>
internal sealed record PlanWord(
    string Plan,
    string? Phase,
    string? Reason,
    string? Because,
    PoolReplicas? Replicas,
    PoolReplicas? Desired,
    DateTimeOffset? DecidedAt,
    ObservedTraffic? Observed,
    PredictedTraffic? Predicted,
    PlanSizing? Sizing,
    PlanLoad? Load,
    string? BudgetGranted,
    string? TargetsReachable,
    IReadOnlyList<PlanEvent> Events);

internal sealed record PlanEvent(DateTimeOffset? Last, string? Type, string? Reason, int Count, string? Message);
