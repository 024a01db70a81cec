using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>The watches that the ledger rests on.</summary>
/// <param name="Pods">Null where nobody watches pods: a graph whose status is not current then counts by its spec.</param>
/// <param name="Components">Null where nobody watches them: what somebody deploys beside the graphs is then not charged.</param>
public sealed record LedgerStores(
    IStore<DynamoGraphDeployment> Graphs,
    IStore<DynamoGraphDeploymentScalingAdapter> Adapters,
    IStore<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> Budgets,
    IStore<Namespace> Namespaces,
    IStore<LedgerObject> Ledgers,
    IStore<Pod>? Pods = null,
    IStore<DynamoComponentDeployment>? Components = null);
