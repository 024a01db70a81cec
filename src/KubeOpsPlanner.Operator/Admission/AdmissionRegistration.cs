using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Admission.Mutation;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.Operator.Admission;

public static class AdmissionRegistration
{
    /// <summary>Adds the ledger and the webhooks, with the watches that they rest on.</summary>
    /// <param name="rules">
    /// The bounds of the ledger; null takes the ones that fit any API server. Shorter waits are safe only where the API
    /// server's request limit is known to be shorter.
    /// </param>
    public static IOperatorHostBuilder AddAdmission(
        this IOperatorHostBuilder host, PlannerOptions options, LedgerRules? rules = null)
    {
        host.AddStore(GraphKinds.Graphs)
            .AddStore(GraphKinds.ScalingAdapters, new StoreIndex<DynamoGraphDeploymentScalingAdapter>(
                GateLookups.AdaptersByGraph,
                adapter => [GateLookups.GraphIndex(adapter.Metadata.Namespace, adapter.GraphName)]))
            .AddStore(Kinds.GlobalBudgets)
            .AddStore(Kinds.PoolPlans, new StoreIndex<Entity<PoolPlanSpec, PoolPlanStatus>>(
                ValidationHandler.PlansByTarget, ValidationHandler.TargetsOf))
            .AddStore(GraphKinds.ComponentDeployments)
            .AddStore(ForeignKinds.Namespaces)
            .AddStore(LedgerObject.Resource);

        var services = host.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton(rules ?? LedgerRules.Default);
        services.TryAddSingleton(provider => new LedgerStores(
            provider.GetRequiredService<IStore<DynamoGraphDeployment>>(),
            provider.GetRequiredService<IStore<DynamoGraphDeploymentScalingAdapter>>(),
            provider.GetRequiredService<IStore<Entity<GlobalBudgetSpec, GlobalBudgetStatus>>>(),
            provider.GetRequiredService<IStore<Namespace>>(),
            provider.GetRequiredService<IStore<LedgerObject>>(),
            provider.GetService<IStore<Pod>>(),
            provider.GetRequiredService<IStore<DynamoComponentDeployment>>()));
        services.TryAddSingleton<LedgerService>();
        services.TryAddSingleton<IBudgetLedger>(provider => provider.GetRequiredService<LedgerService>());
        services.TryAddSingleton<ILedgerJudge>(provider => provider.GetRequiredService<LedgerService>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LedgerService>());

        services.TryAddSingleton<GateLookups>();
        services.TryAddSingleton<ComponentGate>();
        services.TryAddSingleton<DryRunLimiter>();
        services.TryAddSingleton<CallerPods>();
        services.TryAddSingleton<BudgetReaders>();
        services.TryAddSingleton<OperatorIdentity>();
        return host
            .AddAdmission<KeepReplicasHandler>(PlannerWebhooks.KeepReplicas)
            .AddAdmission<GateHandler>(PlannerWebhooks.Gate)
            .AddAdmission<ValidationHandler>(PlannerWebhooks.Validation);
    }
}
