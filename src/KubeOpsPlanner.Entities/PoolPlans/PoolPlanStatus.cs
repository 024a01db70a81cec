using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("What the loop sees, expects and wants.")]
public sealed record PoolPlanStatus
{
    [Describe("The generation of the spec that this status is about.")]
    public long? ObservedGeneration { get; init; }

    public PoolPlanPhase? Phase { get; init; }

    [Describe("The served model, as configured or discovered.")]
    public string? ModelName { get; init; }

    [Describe("The last window of traffic. A number that was not observed is absent, never 0.")]
    public ObservedTraffic? Observed { get; init; }

    [Describe("What the next window is expected to bring.")]
    public PredictedTraffic? Predicted { get; init; }

    [Describe("Replicas that the graph asks for now. An aggregated pool counts as decode.")]
    public PoolReplicas? Replicas { get; init; }

    [Describe("Replicas that the plan wants. An aggregated pool counts as decode.")]
    public PoolReplicas? Desired { get; init; }

    [Describe("When the plan last decided; a wish older than the budget's intentTtlSeconds no longer counts.")]
    public DateTimeOffset? DecidedAt { get; init; }

    [Describe("Why, as one of the upstream planner's snake_case tokens.")]
    public string? Reason { get; init; }

    [Describe("How the last decision came about.")]
    public PlanSizing? Sizing { get; init; }

    [Describe("What the next start of the operator takes over.")]
    public PlanLearning? Learned { get; init; }

    [Describe("How the last decision of the load loop came about.")]
    public PlanLoad? Load { get; init; }

    [Describe("The record that an outside orchestrator follows. Only with environment virtual.")]
    public VirtualDecision? Decision { get; init; }

    [Describe("Ready, MetricsAvailable, EngineMetricsAvailable, ProfileLoaded, TargetReady, TargetsReachable, BudgetGranted.")]
    [MergeBy("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
