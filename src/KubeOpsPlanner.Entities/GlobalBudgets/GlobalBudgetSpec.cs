using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

[Describe("How many GPUs a set of namespaces may hold, and who may change replicas there.")]
public sealed record GlobalBudgetSpec
{
    [Describe("Most GPUs that may be committed at once. -1: no ceiling; 0: no replica that holds a GPU.")]
    [Minimum(-1)]
    public int MaxGpus { get; init; } = -1;

    [Describe("Fewest GPUs that plans keep committed. -1: no floor; equal to maxGpus: the total is pinned and only "
        + "redistributed.")]
    [Minimum(-1)]
    public int MinGpus { get; init; } = -1;

    [Describe("Budgets of one cohort are accounted for together. Default: a cohort of this budget alone. Cannot be changed.")]
    [TextLength(1, 63), Matches(Patterns.DnsLabel)]
    public string? Cohort { get; init; }

    [Describe("Kubernetes namespaces that are governed. Exactly one of namespaces and namespaceSelector.")]
    [MergeBy, TextLength(1, 63), Matches(Patterns.DnsLabel), ItemCount(1, 1000)]
    public IReadOnlyList<string>? Namespaces { get; init; }

    [Describe("Governs every namespace whose labels match. Exactly one of namespaces and namespaceSelector.")]
    public LabelSelector? NamespaceSelector { get; init; }

    [Describe("Dynamo namespaces ({kubernetes namespace}-{graph name}) whose graphs may change replicas. Present, even "
        + "empty: all others may not. Absent: every graph in a governed namespace may.")]
    [MergeBy, TextLength(1, 317)]
    public IReadOnlyList<string>? ManagedDynamoNamespaces { get; init; }

    [Describe("Full names of the only users and service accounts that may change replicas, besides the operator and "
        + "writes that mirror a scaling adapter. Absent: everybody whom RBAC permits, within the budget.")]
    [MergeBy, TextLength(1, 1024)]
    public IReadOnlyList<string>? AllowedPrincipals { get; init; }

    [Describe("Active refuses what breaks the budget; Advisory admits it, records it and warns the client.")]
    public BudgetMode Mode { get; init; } = BudgetMode.Active;

    [Describe("How long a pool's last wish counts when partners for a swap are sought. At least twice the slowest "
        + "planning interval.")]
    [Minimum(1)]
    public int IntentTtlSeconds { get; init; } = 360;

    [Describe("Which pools matter more when GPUs are short.")]
    public PoolPriorities Priority { get; init; } = new();
}
