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
        var routes = new BudgetRoutes();
        host.Services.TryAddSingleton(options);
        host.Services.TryAddSingleton(host.Options);
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.AddSingleton(routes);
        host.Services.AddSingleton<UnseenWrites>();
        host.Services.AddSingleton<BudgetGatherer>();
        host.Services.AddSingleton<BudgetActuator>();
        host.Services.AddSingleton<BudgetTelemetry>();
        return host.AddController<GlobalBudgetReconciler, Entity<GlobalBudgetSpec, GlobalBudgetStatus>>(
            Kinds.GlobalBudgets,
            triggers => triggers
                .Watches(Kinds.PoolPlans, BudgetRoutes.OfPlan)
                .Watches(GraphKinds.Graphs, routes.OfGoverned)
                .Watches(GraphKinds.ScalingAdapters, routes.OfGoverned)
                .Watches(ForeignKinds.Namespaces, routes.OfNamespace)
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
