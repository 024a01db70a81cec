using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Adds the global loop to a host. It needs an <see cref="Ledger.IBudgetLedger"/> from elsewhere.</summary>
public static class GlobalBudgetRegistration
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(30);

    public static IOperatorHostBuilder AddGlobalBudgets(this IOperatorHostBuilder host, PlannerOptions options)
    {
        host.Services.TryAddSingleton(options);
        host.Services.TryAddSingleton(host.Options);
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.AddSingleton<UnseenWrites>();
        host.Services.AddSingleton<BudgetGatherer>();
        host.Services.AddSingleton<BudgetActuator>();
        host.Services.AddSingleton<BudgetTelemetry>();
        return host.AddController<GlobalBudgetReconciler, Entity<GlobalBudgetSpec, GlobalBudgetStatus>>(
            Kinds.GlobalBudgets,
            triggers => triggers
                .Watches(Kinds.PoolPlans, BudgetRoutes.OfPlan)
                .Watches(GraphKinds.Graphs, (graph, budgets) => BudgetRoutes.OfNamespace(graph.Metadata.Namespace, budgets))
                .Watches(GraphKinds.ScalingAdapters, (adapter, budgets) => BudgetRoutes.OfNamespace(adapter.Metadata.Namespace, budgets))
                .Watches(ForeignKinds.Namespaces, (changed, budgets) => BudgetRoutes.OfNamespace(changed.Metadata.Name, budgets))
                .OnlyWhen(IsMoreThanStatus)
                .WithResync(Resync));
    }

    /// <summary>What we write ourselves is no reason to look again.</summary>
    private static bool IsMoreThanStatus(StoreChange<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> change) =>
        change.Old is not { } old || change.New is not { } now
        || old.Metadata.Generation != now.Metadata.Generation
        || old.Metadata.Uid != now.Metadata.Uid
        || old.Metadata.IsBeingDeleted != now.Metadata.IsBeingDeleted;
}
