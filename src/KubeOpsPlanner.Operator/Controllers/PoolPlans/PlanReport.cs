using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Turns one pass over a plan into its status. Pure: the truth about the pass, nothing hoped for.</summary>
/// <param name="Local">Null when this pass made no decision, because it was not due or something is missing.</param>
/// <param name="Metrics">Null when nothing was scraped in this pass.</param>
/// <param name="Write">How carrying out the decision went; null when nothing was to be written.</param>
public sealed record PlanReport(
    PlanFacts Facts, PlanAssessment Assessment, LocalPlan? Local, Finding? Metrics, Finding? Write, bool IsSuspended)
{
    private const string Ready = "Ready";
    private const string MetricsAvailable = "MetricsAvailable";
    private const string EngineMetricsAvailable = "EngineMetricsAvailable";
    private const string BudgetGranted = "BudgetGranted";
    private const string TargetsReachable = "TargetsReachable";

    /// <summary>The load loop decides every few seconds; what stays the same is written so often at most.</summary>
    private static readonly TimeSpan LoadReportPeriod = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LearnedPeriod = TimeSpan.FromMinutes(3);

    /// <summary>Null when the load loop made no decision in this pass.</summary>
    public LoadPlan? Load { get; init; }

    /// <summary>The decision was made within an interval, and is worth a write only where it changes something.</summary>
    public bool IsGlance { get; init; }

    /// <summary>Null when the engines were not looked at in this pass.</summary>
    public EngineObservation? Engines { get; init; }

    /// <summary>What the orchestrator of a plan without a graph is told; null where nothing was to be told.</summary>
    public DecisionRecord? Told { get; init; }

    /// <summary>What is to be done; null when this pass decided nothing.</summary>
    private SizingDecision? Decision => Load?.Decision ?? Local?.Decision;

    private PoolPlanStatus Before => Facts.Plan.Status;

    /// <summary>What was told a moment ago is pending from now on.</summary>
    private Finding Target => Told is { } told ? PlanAssessment.OfDecision(told) : Assessment.Target;

    /// <param name="systemNow">For conditions.</param>
    /// <param name="domainNow">For the age of the decision.</param>
    public PoolPlanStatus ToStatus(DateTimeOffset systemNow, DateTimeOffset domainNow)
    {
        var engines = Facts.Spec.RunsLoadLoop() ? Engines?.Finding ?? Stored(EngineMetricsAvailable) : null;
        var metrics = Facts.Spec.RunsThroughputLoop() ? Metrics ?? Stored(MetricsAvailable) : engines;
        var decision = IsNews(domainNow) ? Decision : null;
        var granted = Granted();
        var phase = Phase(metrics is { IsGood: false } ? metrics : engines ?? metrics, granted);
        return Before with
        {
            ObservedGeneration = Facts.Plan.Metadata.Generation,
            Phase = phase,
            ModelName = Assessment.Roles is { } roles ? PlanTargets.ModelName(Facts, roles) : Before.ModelName,
            Observed = Local is null ? Before.Observed : Observed(Local.Observed),
            Predicted = Local is null ? Before.Predicted : Predicted(Local.Predicted),
            Replicas = Assessment.Roles is { } found ? PlanSizings.Pair(found, found.Current(Facts)) : null,
            Desired = decision is not null ? PlanSizings.Pair(Assessment.Roles!, decision.Desired) : Before.Desired,
            DecidedAt = decision is not null ? StatusTime.Of(domainNow) : Before.DecidedAt,
            Sizing = Local is null || decision is null ? Before.Sizing : PlanSizings.Of(Local, Assessment.Roles!, PlanInputs.Percentile(Facts.Spec)),
            Learned = IsGlance ? Before.Learned : Learned(StatusTime.Of(domainNow)),
            Load = !Facts.Spec.RunsLoadLoop() ? null : Load is not null && decision is not null ? PlanLoads.Of(Load, Engines!, Assessment.Roles!) : Before.Load,
            Decision = Told is { } told ? VirtualDecisions.Write(told, PlanSizings.Pair(Assessment.Roles!, told.Replicas)) : Before.Decision,
            Reason = decision?.Reason.Token() ?? Before.Reason,
            Conditions = Conditions(metrics, engines, granted, phase, decision, systemNow),
        };
    }

    /// <summary>Once per throughput decision; where that loop does not run, as often as it would by default: passes are long and change little.</summary>
    private PlanLearning? Learned(DateTimeOffset domainNow)
    {
        var learned = Local is not null ? PlanLearnings.Of(Local.Next, domainNow) : Before.Learned;
        if (!Facts.Spec.RunsLoadLoop()) return learned;
        if (Load is null) return learned is null ? null : learned with { PrefillPasses = Before.Learned?.PrefillPasses, DecodePasses = Before.Learned?.DecodePasses };
        if (Local is null && (Facts.Spec.RunsThroughputLoop() || domainNow - learned?.Until < LearnedPeriod)) return learned;
        return LoadLearnings.Onto(learned ?? new PlanLearning(), Load.Next) with { Until = domainNow };
    }

    private bool IsNews(DateTimeOffset domainNow) =>
        Decision is { } decision
        && ((Local is not null && !IsGlance)
            || Before.Reason != decision.Reason.Token()
            || Before.Desired != PlanSizings.Pair(Assessment.Roles!, decision.Desired)
            || Before.DecidedAt is not { } decided
            || domainNow - decided >= LoadReportPeriod);

    private PoolPlanPhase Phase(Finding? metrics, Finding? granted) => (IsSuspended, Assessment, metrics, granted) switch
    {
        (true, _, _, _) => PoolPlanPhase.Suspended,
        (_, { Roles: null } or { ProfileLoaded.IsGood: false }, _, _) => PoolPlanPhase.Pending,
        (_, _, { IsGood: false }, _) => PoolPlanPhase.Degraded,
        (_, _, _, { IsGood: false }) => PoolPlanPhase.Holding,
        _ when !Target.IsGood => PoolPlanPhase.Holding,
        (_, _, null, _) => PoolPlanPhase.Pending,
        _ => PoolPlanPhase.Planning,
    };

    private IReadOnlyList<Condition> Conditions(
        Finding? metrics, Finding? engines, Finding? granted, PoolPlanPhase phase, SizingDecision? decision, DateTimeOffset now)
    {
        var conditions = new ConditionSet(Before.Conditions, Facts.Plan.Metadata.Generation, now);
        var problem = new[] { Target, Assessment.ProfileLoaded, metrics, engines, granted }.FirstOrDefault(finding => finding is { IsGood: false });
        _ = (IsSuspended, problem) switch
        {
            (true, _) => conditions.False(Ready, "Suspended", $"the annotation {PlannerNames.SuspendAnnotation} stops this plan from writing"),
            (_, { } missing) => conditions.False(Ready, missing.Reason, missing.Message),
            _ when phase == PoolPlanPhase.Pending => conditions.Unknown(Ready, "NotDecidedYet", "the first interval is not over"),
            _ => conditions.True(Ready, "Planning", decision is null ? StoredMessage(Ready) : Facts.Spec.Advisory ? $"advisory, nothing is written: {decision.Message}" : decision.Message),
        };
        Add(conditions, "TargetReady", Target);
        Add(conditions, "ProfileLoaded", Assessment.ProfileLoaded);
        Add(conditions, MetricsAvailable, metrics);
        if (Facts.Spec.RunsLoadLoop()) Add(conditions, EngineMetricsAvailable, engines);
        if (Facts.Spec.RunsThroughputLoop()) Add(conditions, TargetsReachable, (Local is null ? null : PlanReach.Of(Local, Facts.Spec)) ?? Stored(TargetsReachable));
        if (granted is null && NotGranted() is var (reason, message)) conditions.Unknown(BudgetGranted, reason, message);
        else Add(conditions, BudgetGranted, granted);
        return conditions.All;
    }

    private static void Add(ConditionSet conditions, string type, Finding? finding)
    {
        _ = finding switch
        {
            null => conditions.Unknown(type, "NotKnownYet", ""),
            { IsGood: true } => conditions.True(type, finding.Reason, finding.Message),
            _ => conditions.False(type, finding.Reason, finding.Message),
        };
    }

    /// <summary>What the budget makes of the proposal; the answer to an own write; else what was known before.</summary>
    private Finding? Granted()
    {
        if (Facts.Spec.Advisory) return null;
        if (Facts.Spec.Environment != PlanEnvironment.GlobalPlanner)
        {
            return Write ?? Stored(BudgetGranted);
        }

        if (Facts.Budget is not { } budget)
        {
            return Finding.No("BudgetNotFound", $"there is no GlobalBudget {Facts.Spec.BudgetRef?.Name}: create it, or correct spec.budgetRef.name");
        }

        if (budget.Spec.Namespaces is { } governed && !governed.Contains(Facts.TargetKey.Namespace))
        {
            return Finding.No("NamespaceNotGoverned", $"GlobalBudget \"{budget.Metadata.Name}\" does not govern namespace "
                + $"{Facts.TargetKey.Namespace}: add it to its spec.namespaces, or name another budget in spec.budgetRef");
        }

        var pools = Pools(budget).Where(pool => pool.DesiredReplicas is not null).ToList();
        var held = pools.Where(pool => pool.GrantedReplicas != pool.DesiredReplicas).ToList();
        return (pools.Count, held.Count) switch
        {
            (0, _) => null,
            (_, 0) => Finding.Yes("Granted"),
            _ => Finding.No(held[0].Reason ?? "NotGranted", $"GlobalBudget \"{budget.Metadata.Name}\" grants "
                + string.Join(", ", held.Select(pool => $"{pool.Pool} {pool.GrantedReplicas} of {pool.DesiredReplicas} replicas"))),
        };
    }

    /// <summary>Why no budget has said anything; null where it is about to.</summary>
    private (string Reason, string Message)? NotGranted() => Facts.Spec switch
    {
        { Advisory: true } => ("Advisory", "spec.advisory is true: nothing is written"),
        { Environment: PlanEnvironment.Virtual } => ("NoGraph", "environment virtual has no graph, so no GlobalBudget sees its GPUs"),
        { Environment: PlanEnvironment.Kubernetes } => ("NothingWrittenYet", "no decision has changed replicas yet"),
        _ => null,
    };

    private IEnumerable<BudgetedPool> Pools(Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget) =>
        budget.Status.Pools.Where(pool => pool.Pool.StartsWith($"{Facts.TargetKey}/", StringComparison.Ordinal));

    private Finding? Stored(string type) =>
        Before.Conditions.FirstOrDefault(condition => condition.Type == type) is { Status: not "Unknown" } known
            ? new Finding(known.Status == "True", known.Reason, known.Message)
            : null;

    private string StoredMessage(string type) => Before.Conditions.FirstOrDefault(condition => condition.Type == type)?.Message ?? "";

    private static ObservedTraffic? Observed(TrafficWindow? window) => window is null ? null : new ObservedTraffic
    {
        RequestsPerSecond = PlanSizings.Rounded(window.RequestsPerSecond),
        Isl = PlanSizings.Rounded(window.Isl),
        Osl = PlanSizings.Rounded(window.Osl),
        TtftMs = PlanSizings.Rounded(window.TtftMs),
        ItlMs = PlanSizings.Rounded(window.ItlMs),
    };

    private static PredictedTraffic? Predicted(TrafficForecast? forecast) => forecast is null ? null : new PredictedTraffic
    {
        RequestsPerSecond = PlanSizings.Rounded(forecast.RequestsPerSecond),
        Isl = PlanSizings.Rounded(forecast.Isl.Point),
        Osl = PlanSizings.Rounded(forecast.Osl.Point),
    };
}
