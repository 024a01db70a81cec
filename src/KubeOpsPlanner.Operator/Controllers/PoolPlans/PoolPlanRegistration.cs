using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Actuation;
using KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Operator.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PoolPlan = KubeOpsPlanner.Entities.Meta.Entity<
    KubeOpsPlanner.Entities.PoolPlans.PoolPlanSpec, KubeOpsPlanner.Entities.PoolPlans.PoolPlanStatus>;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

public static class PoolPlanRegistration
{
    /// <summary>Enough that one frontend that hangs until its time-out does not hold up the plans of all others.</summary>
    private const int Concurrency = 8;

    private const string ByTarget = "planTarget";
    private const string ByProfile = "planProfile";
    private const string ByBudget = "planBudget";

    public static IOperatorHostBuilder AddPoolPlans(this IOperatorHostBuilder host, PlannerOptions options)
    {
        host.Services.TryAddSingleton(options);
        host.Services.AddSingleton(new MetricsEndpointPolicy(options.MetricsHosts, options.AllowsLoopbackMetrics));
        host.Services.AddSingleton<MetricsScraper>();
        host.Services.AddSingleton(options.Prometheus);
        host.Services.AddSingleton<PrometheusClient>();
        host.Services.AddSingleton<EngineSources>();
        host.Services.AddSingleton<PlanObserver>();
        host.Services.AddSingleton(new WarmupTraces(options.WarmupTraces));
        host.Services.AddSingleton<PlanGatherer>();
        host.Services.AddSingleton<PlanTelemetry>();
        host.Services.AddSingleton<ReplicaWriter>();
        host.AddStore(
            Kinds.PoolPlans,
            new StoreIndex<PoolPlan>(ByTarget, plan => Key(plan, plan.Spec.TargetRef)),
            new StoreIndex<PoolPlan>(ByProfile, plan => Key(plan, plan.Spec.Profile.ConfigMapRef)),
            new StoreIndex<PoolPlan>(ByBudget, plan => plan.Spec.BudgetRef is { } budget ? [budget.Name] : []));
        host.AddStore(ForeignKinds.Services);
        host.AddStore(ForeignKinds.Pods);
        return host.AddController<PoolPlanReconciler, PoolPlan>(
            Kinds.PoolPlans,
            triggers => triggers.WithConcurrency(Concurrency)
                .Watches(GraphKinds.Graphs, (graph, plans) => Find(plans, ByTarget, graph.Metadata.Key.ToString()))
                .Watches(GraphKinds.ScalingAdapters, (adapter, plans) => Find(
                    plans, ByTarget, new ObjectKey(adapter.Metadata.Namespace, adapter.GraphName).ToString()))
                .Watches(ForeignKinds.ConfigMaps, (profile, plans) => Find(plans, ByProfile, profile.Metadata.Key.ToString()))
                .Watches(Kinds.GlobalBudgets, (budget, plans) => Find(plans, ByBudget, budget.Metadata.Name)));
    }

    private static IEnumerable<string> Key(PoolPlan plan, NameReference? reference) =>
        reference is null ? [] : [new ObjectKey(plan.Metadata.Namespace, reference.Name).ToString()];

    private static IEnumerable<ObjectKey> Find(IStore<PoolPlan> plans, string index, string value) =>
        plans.ByIndex(index, value).Select(plan => plan.Metadata.Key);
}
