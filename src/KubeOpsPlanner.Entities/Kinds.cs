using KubeOpsPlanner.Entities.BudgetLedgers;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities;

/// <summary>The kinds of the group <c>kubeopsplanner.io</c>: how to read them, and what defines them.</summary>
public static class Kinds
{
    public static Resource<Entity<GraphRequestSpec, GraphRequestStatus>> GraphRequests { get; } =
        Resource.OfEntity<GraphRequestSpec, GraphRequestStatus>(
            Own("DynamoGraphDeploymentRequest", "dynamographdeploymentrequests", isNamespaced: true));

    public static Resource<Entity<PoolPlanSpec, PoolPlanStatus>> PoolPlans { get; } =
        Resource.OfEntity<PoolPlanSpec, PoolPlanStatus>(Own("PoolPlan", "poolplans", isNamespaced: true));

    public static Resource<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> GlobalBudgets { get; } =
        Resource.OfEntity<GlobalBudgetSpec, GlobalBudgetStatus>(Own("GlobalBudget", "globalbudgets", isNamespaced: false));

    public static Resource<Entity<BudgetLedgerSpec, NoStatus>> BudgetLedgers { get; } =
        Resource.OfEntity<BudgetLedgerSpec, NoStatus>(Own("BudgetLedger", "budgetledgers", isNamespaced: false));

    public static IReadOnlyList<KindDefinition> Definitions { get; } =
    [
        new(GraphRequests.Api, "dgdr", "A model to serve, with its targets; profiled and turned into a graph.",
            typeof(GraphRequestSpec), typeof(GraphRequestStatus),
            [
                new("Model", ".spec.model"),
                new("Backend", ".spec.backend"),
                new("Phase", ".status.phase"),
                new("Profiling", ".status.profilingPhase"),
                new("Reason", ".status.conditions[?(@.type==\"Ready\")].reason"),
                new("DGD", ".status.dgdName"),
                new("Message", ".status.conditions[?(@.type==\"Ready\")].message", IsWide: true),
                PrinterColumn.Age,
            ]),
        new(PoolPlans.Api, "pplan", "Keeps the pools of one graph at their latency targets with as few GPUs as possible.",
            typeof(PoolPlanSpec), typeof(PoolPlanStatus),
            [
                new("Target", ".spec.targetRef.name"),
                new("Mode", ".spec.mode"),
                new("Phase", ".status.phase"),
                new("Prefill", ".status.replicas.prefill", "integer"),
                new("Decode", ".status.replicas.decode", "integer"),
                new("Want-P", ".status.desired.prefill", "integer"),
                new("Want-D", ".status.desired.decode", "integer"),
                new("Reason", ".status.reason"),
                new("RPS", ".status.observed.requestsPerSecond", "number", IsWide: true),
                new("TTFT-ms", ".status.observed.ttftMs", "number", IsWide: true),
                new("ITL-ms", ".status.observed.itlMs", "number", IsWide: true),
                new("Budget", ".spec.budgetRef.name", IsWide: true),
                PrinterColumn.Age,
            ]),
        new(GlobalBudgets.Api, "gbudget", "The GPUs that a set of namespaces may hold; enforced at admission.",
            typeof(GlobalBudgetSpec), typeof(GlobalBudgetStatus),
            [
                new("Max", ".spec.maxGpus", "integer"),
                new("Min", ".spec.minGpus", "integer"),
                new("GPUs", ".status.totalGpus", "integer"),
                new("Reserved", ".status.reservedGpus", "integer"),
                new("Pools", ".status.poolCount", "integer"),
                new("Mode", ".spec.mode"),
                new("Ready", ".status.conditions[?(@.type==\"Ready\")].status"),
                new("Reason", ".status.conditions[?(@.type==\"Ready\")].reason", IsWide: true),
                PrinterColumn.Age,
            ]),
        new(BudgetLedgers.Api, "gledger", "The operator's own record of verdicts that were not yet observed.",
            typeof(BudgetLedgerSpec), Status: null,
            [
                new("Sequence", ".spec.sequence", "integer"),
                new("Graphs", ".spec.watermark.graphs"),
                new("Adapters", ".spec.watermark.adapters"),
                PrinterColumn.Age,
            ]),
    ];

    private static ApiResource Own(string kind, string plural, bool isNamespaced) =>
        new(PlannerNames.Group, "v1alpha1", kind, plural, isNamespaced);
}
