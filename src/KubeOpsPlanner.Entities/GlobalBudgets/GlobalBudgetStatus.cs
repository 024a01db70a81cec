using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

[Describe("What the budget's GPUs are committed to. A projection of the ledger for people.")]
public sealed record GlobalBudgetStatus
{
    [Describe("The generation of the spec that this status is about.")]
    public long? ObservedGeneration { get; init; }

    [Describe("GPUs committed: the larger of spec, observed and reserved, summed over graphs. Absent until counted.")]
    public int? TotalGpus { get; init; }

    [Describe("GPUs admitted or granted but not yet observed.")]
    public int? ReservedGpus { get; init; }

    [Describe("How many pools the budget governs; pools lists at most 100 of them.")]
    public int? PoolCount { get; init; }

    [Describe("UID of the BudgetLedger that was the first to hold this budget. Written once, before anything is admitted.")]
    public string? FirstLedger { get; init; }

    [Describe("The cohort whose ledger holds this budget as long as it exists. Written with firstLedger.")]
    public string? Cohort { get; init; }

    [Describe("Pending and refused pools first, then the largest.")]
    [MergeBy("pool"), ItemCount(0, 100)]
    public IReadOnlyList<BudgetedPool> Pools { get; init; } = [];

    [Describe("GPUs committed per Kubernetes namespace.")]
    [MergeBy("namespace")]
    public IReadOnlyList<NamespaceGpus> Namespaces { get; init; } = [];

    [Describe("Ready, WithinBudget, ShapeKnown.")]
    [MergeBy("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
