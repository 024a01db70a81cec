using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("One limit that changed or decided a decision.")]
public sealed record SizingLimit
{
    [Describe("Its name, a sentence such as CeilingFits.")]
    public string Name { get; init; } = "";

    [Describe("Replicas before it.")]
    public PoolReplicas From { get; init; } = new();

    [Describe("Replicas that it let through.")]
    public PoolReplicas To { get; init; } = new();

    [Describe("Why.")]
    public string Message { get; init; } = "";
}
