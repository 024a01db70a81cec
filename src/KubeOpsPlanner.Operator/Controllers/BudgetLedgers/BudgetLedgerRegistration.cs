using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Controllers.BudgetLedgers;

/// <summary>Adds the clearing away of ledgers; admission must be added too.</summary>
public static class BudgetLedgerRegistration
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(30);

    public static IOperatorHostBuilder AddBudgetLedgers(this IOperatorHostBuilder host) =>
        host.AddController<AbandonedLedgerReconciler, LedgerObject>(
            LedgerObject.Resource,
            triggers => triggers
                .Watches(Kinds.GlobalBudgets, static budget => [ObjectKey.Cluster(BudgetCohort.Of(budget))])
                .OnlyWhen(static change => change.Kind == StoreChangeKind.Added)
                .WithResync(Resync));
}
