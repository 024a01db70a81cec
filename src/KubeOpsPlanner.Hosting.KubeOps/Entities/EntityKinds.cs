using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

/// <summary>KubeOps runs controllers over its own entity classes: one for each kind that may have a controller here.</summary>
internal static class EntityKinds
{
    public static IReadOnlyList<IEntityKind> All { get; } =
    [
        new EntityKind<GraphRequestEntity>(Kinds.GraphRequests.Api),
        new EntityKind<PoolPlanEntity>(Kinds.PoolPlans.Api),
        new EntityKind<GlobalBudgetEntity>(Kinds.GlobalBudgets.Api),
        new EntityKind<BudgetLedgerEntity>(Kinds.BudgetLedgers.Api),
    ];

    /// <exception cref="ArgumentException">No entity class stands for the kind.</exception>
    public static IEntityKind Of(ApiResource api) => All.FirstOrDefault(kind => kind.Api == api)
        ?? throw new ArgumentException(
            $"KubeOps knows no entity class for {api.Kind} ({api.ApiVersion}), so no controller can run over it: add one to {nameof(EntityKinds)}.",
            nameof(api));
}
