using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

public sealed record BudgetedPool
{
    [Describe("{kubernetes namespace}/{graph}/{component}.")]
    [Mandatory]
    public string Pool { get; init; } = "";

    [Describe("Replicas that are charged now.")]
    public int Replicas { get; init; }

    [Describe("Replicas that the pool's plan asks for. Absent without a plan.")]
    public int? DesiredReplicas { get; init; }

    [Describe("Replicas that the budget grants. Absent without a plan.")]
    public int? GrantedReplicas { get; init; }

    [Describe("GPUs that one replica adds over all its nodes and containers. Absent when it cannot be told.")]
    public int? GpusPerReplica { get; init; }

    [Describe("GPUs charged to the pool. Absent when the shape cannot be told.")]
    public int? Gpus { get; init; }

    [Describe("Why granted and desired differ, in CamelCase.")]
    public string? Reason { get; init; }
}
