using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

/// <summary>Which of the operator's webhooks are served by KubeOps' own, and where: its route is made of the entity's name.</summary>
internal sealed class EntityRoutes
{
    private static readonly Dictionary<(string Path, string Resource), string> Routes = new()
    {
        [(PlannerWebhooks.Validation.Path, Kinds.PoolPlans.Api.Plural)] = Validate<PoolPlanEntity>(),
        [(PlannerWebhooks.Validation.Path, Kinds.GlobalBudgets.Api.Plural)] = Validate<GlobalBudgetEntity>(),
        [(PlannerWebhooks.Validation.Path, Kinds.GraphRequests.Api.Plural)] = Validate<GraphRequestEntity>(),
    };

    /// <summary>Whether KubeOps serves anything at the path, so that others need not be read twice.</summary>
    public bool MayServe(string path) => Routes.Keys.Any(route => route.Path == path);

    public string? Find(string path, GroupVersionResource resource) =>
        resource.Group == Kinds.PoolPlans.Api.Group ? Routes.GetValueOrDefault((path, resource.Resource)) : null;

    private static string Validate<TEntity>() => $"/validate/{typeof(TEntity).Name.ToLowerInvariant()}";
}
