using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("One planning loop over one graph: what to keep, how to forecast, and within which limits.")]
public sealed record PoolPlanSpec
{
    [Describe("The DynamoGraphDeployment in the same namespace. Absent only with environment virtual.")]
    public NameReference? TargetRef { get; init; }

    [Describe("The served model. Default: read from the workers' arguments.")]
    [TextLength(1, 512)]
    public string? ModelName { get; init; }

    [Describe("The Dynamo namespace. Default: {kubernetes namespace}-{graph}, or dynamo where the graph says so.")]
    [TextLength(1, 317)]
    public string? DynamoNamespace { get; init; }

    [Describe("Which pools are planned: prefill and decode of one graph (disagg), one of them, or one aggregated pool.")]
    public PlanMode Mode { get; init; } = PlanMode.Disagg;

    [Describe("Who writes replicas: the plan itself (kubernetes), a GlobalBudget that grants them (global-planner), or "
        + "an outside orchestrator that follows status.decision (virtual).")]
    public PlanEnvironment Environment { get; init; } = PlanEnvironment.Kubernetes;

    [Describe("The GlobalBudget that grants replicas. Needed with environment global-planner.")]
    public NameReference? BudgetRef { get; init; }

    [Describe("Kept for configurations that are imported and exported; the operator finds the budget by budgetRef.")]
    [TextLength(1, 317)]
    public string? GlobalPlannerNamespace { get; init; }

    [Describe("The inference engine of the workers.")]
    public EngineBackend Backend { get; init; } = EngineBackend.Vllm;

    [Describe("What replicas are chosen for: sla keeps the time to first token and between tokens. throughput and latency keep queues "
        + "below fixed shares of what an engine holds, load below the thresholds of loadScaling; these three run the load loop alone.")]
    public OptimizationTarget OptimizationTarget { get; init; } = OptimizationTarget.Sla;

    [Describe("Latency targets.")]
    public LatencyTargets Sla { get; init; } = new();

    [Describe("Expected averages, used until traffic is seen.")]
    public WorkloadAverages Workload { get; init; } = new();

    [Describe("What one engine needs and holds. Default: read from the graph.")]
    public EngineSpec Engine { get; init; } = new();

    [Describe("How observations correct the profile: native learns slowly how much slower or faster the engines are; factors takes "
        + "the last observation over the profile, as the first Dynamo planner did; off trusts the profile as it is. "
        + "Factors and off size for averages unless sla.percentile is set.")]
    public Correction Correction { get; init; } = Correction.Native;

    [Describe("The slow loop: forecast the traffic and size pools for it.")]
    public ThroughputScaling ThroughputScaling { get; init; } = new();

    [Describe("The fast loop: react to queues and cache use.")]
    public LoadScaling LoadScaling { get; init; } = new();

    [Describe("How traffic is forecast.")]
    public PredictorSpec Predictor { get; init; } = new();

    [Describe("Bounds that every decision keeps.")]
    public PlanLimits Limits { get; init; } = new();

    [Describe("Where the engines' measured performance comes from.")]
    public ProfileSource Profile { get; init; } = new();

    [Describe("Where traffic and latencies are read.")]
    public MetricsSpec Metrics { get; init; } = new();

    [Describe("Observe, decide and report, but write no replicas.")]
    public bool Advisory { get; init; }

    [Describe("Settings of an imported PlannerConfig that mean nothing here, under their own names: the operator passes over them, an "
        + "export gives them back.")]
    [PreserveUnknown]
    // A JsonElement, for which KubeOps' generator has no schema; for an object it has one that is open.
    public object? PlannerConfig { get; init; }
}
