using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Manifests.Backstops;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Export;

/// <summary>Renders what holds without the operator from what the cluster holds now. Writes nothing to the cluster.</summary>
internal static class BackstopExport
{
    public static async Task<string> AdmissionPolicyAsync(ICluster cluster, string name, CancellationToken cancellationToken)
    {
        var budget = await BudgetAsync(cluster, name, cancellationToken);
        var namespaces = await GovernedAsync(cluster, budget, cancellationToken);
        var graphs = await cluster.ListAsync(GraphKinds.Graphs, null, cancellationToken);
        var plans = await cluster.ListAsync(Kinds.PoolPlans, null, cancellationToken);
        var ceilings = PoolCeiling.Of(budget, graphs.Items.Where(graph => namespaces.Contains(graph.Metadata.Namespace)), plans.Items);
        return ceilings.Count > 0
            ? Write(AdmissionPolicyManifest.Render(name, ceilings))
            : throw new UserError($"GlobalBudget \"{name}\" governs no pool with a known GPU shape and a ceiling: there is nothing to limit");
    }

    public static async Task<string> ResourceQuotaAsync(ICluster cluster, string name, CancellationToken cancellationToken)
    {
        var budget = await BudgetAsync(cluster, name, cancellationToken);
        var quotas = ResourceQuotaManifest.Render(budget, await GovernedAsync(cluster, budget, cancellationToken));
        return quotas.Count > 0
            ? Write(quotas)
            : throw new UserError($"GlobalBudget \"{name}\" has no ceiling or governs no namespace: there is nothing to limit");
    }

    private static async Task<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> BudgetAsync(
        ICluster cluster, string name, CancellationToken cancellationToken) =>
        await cluster.GetAsync(Kinds.GlobalBudgets, ObjectKey.Cluster(name), cancellationToken)
            ?? throw new UserError($"there is no GlobalBudget \"{name}\": kubectl get globalbudgets lists them");

    private static async Task<HashSet<string>> GovernedAsync(
        ICluster cluster, Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, CancellationToken cancellationToken)
    {
        if (budget.Spec.NamespaceSelector is not { } selector)
        {
            return [.. budget.Spec.Namespaces ?? []];
        }

        var all = await cluster.ListAsync(ForeignKinds.Namespaces, null, cancellationToken);
        return [.. all.Items.Where(place => selector.Matches(place.Metadata.Labels)).Select(place => place.Metadata.Name)];
    }

    private static string Write(IEnumerable<JsonObject> manifests) => string.Join("---\n", manifests.Select(YamlDocuments.Write));
}
