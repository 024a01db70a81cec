using System.Collections.Immutable;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>Everything that one cohort's ledger rests on, read past every cache.</summary>
/// <param name="catalog">What this replica made of the budgets so far.</param>
internal sealed class LedgerLists(ICluster cluster, Func<BudgetCatalog?> catalog)
{
    public async Task<LiveSnapshot> ReadAsync(string cohort, CancellationToken cancellationToken)
    {
        var budgets = await cluster.ListAsync(Kinds.GlobalBudgets, null, cancellationToken);
        var namespaces = budgets.Items.Any(budget => budget.Spec.NamespaceSelector is not null)
            ? (await cluster.ListAsync(ForeignKinds.Namespaces, null, cancellationToken)).Items
            : [];
        var adapters = await cluster.ListAsync(GraphKinds.ScalingAdapters, null, cancellationToken);
        var graphs = await cluster.ListAsync(GraphKinds.Graphs, null, cancellationToken);
        var byKey = graphs.Items.ToDictionary(graph => graph.Metadata.Key);
        ImmutableArray<GraphFacts> facts = [.. graphs.Items.Select(graph => FactProjection.Of(graph, pods: null))];
        var holding = facts.Where(GpuHolding.MayHold).Select(graph => graph.Id.Namespace).ToHashSet(StringComparer.Ordinal);
        // Of the ledger's own view the component deployments are those that the watch shows; which of them count follows from the graphs.
        holding.UnionWith((await ComponentsAsync(cancellationToken))
            .Where(component => GpuHolding.MayHold(component, byKey)).Select(component => component.Metadata.Namespace));
        var resolved = BudgetCatalog.Resolve(budgets.Items, namespaces, catalog(), holding.Contains);
        return new LiveSnapshot(
            facts,
            [
                .. adapters.Items.Select(adapter => FactProjection.Of(
                    adapter, byKey.GetValueOrDefault(new(adapter.Metadata.Namespace, adapter.GraphName)))),
            ],
            [.. resolved.All.Where(budget => budget.Cohort == cohort).Select(FactProjection.Of)],
            new StoreVersions(graphs.ResourceVersion, adapters.ResourceVersion, budgets.ResourceVersion));
    }

    private async Task<IReadOnlyList<DynamoComponentDeployment>> ComponentsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.ListAsync(GraphKinds.ComponentDeployments, null, cancellationToken)).Items;
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            return [];
        }
    }
}
