using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Manifests.Backstops;

/// <summary>
/// A ResourceQuota for every governed namespace: below the gate the API server refuses pods that ask for more GPUs than the whole
/// budget has. Each namespace gets all of it, since how the budget is shared among them changes all the time.
/// </summary>
public static class ResourceQuotaManifest
{
    /// <returns>Nothing where the budget has no ceiling.</returns>
    public static IReadOnlyList<JsonObject> Render(Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, IEnumerable<string> namespaces) =>
        budget.Spec.MaxGpus < 0 ? [] :
        [
            .. namespaces.Order(StringComparer.Ordinal).Select(place => new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ResourceQuota",
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"{Product.Name}-{budget.Metadata.Name}",
                    ["namespace"] = place,
                    ["labels"] = Product.Labels(),
                },
                ["spec"] = new JsonObject
                {
                    ["hard"] = new JsonObject { [$"requests.{PlannerNames.GpuResource}"] = $"{budget.Spec.MaxGpus}" },
                },
            }),
        ];
}
