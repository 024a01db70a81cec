using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>A component that a plan with this budget sizes.</summary>
/// <param name="Proposal">Null while the plan has decided nothing, or does not say when.</param>
public sealed record PlannedPool(Entity<PoolPlanSpec, PoolPlanStatus> Plan, PoolProposal? Proposal, int EndpointFloor);

/// <summary>Maps the roles that plans speak of to the components of their graph.</summary>
public static class PlannedPools
{
    /// <returns>By component name.</returns>
    public static IReadOnlyDictionary<string, PlannedPool> Of(GovernedGraph governed, DateTimeOffset now)
    {
        var pools = new Dictionary<string, PlannedPool>(StringComparer.Ordinal);
        if (governed.Graph.Metadata.IsBeingDeleted)
        {
            return pools;
        }

        foreach (var plan in governed.Plans)
        {
            var (limits, desired) = (plan.Spec.Limits, plan.Status.Desired);
            var roles = GraphRoles.Find(governed.Graph, plan.Spec.Mode, plan.Spec.Backend);
            Add(roles.Prefill, desired?.Prefill, limits.PrefillMinEndpoint ?? limits.MinEndpoint);
            Add(roles.Decode, desired?.Decode, limits.DecodeMinEndpoint ?? limits.MinEndpoint);

            void Add(GraphComponent? component, int? replicas, int floor)
            {
                if (component is not null)
                {
                    pools.TryAdd(component.Name, new PlannedPool(plan, Proposal(replicas, plan.Status.DecidedAt, now), floor));
                }
            }
        }

        return pools;
    }

    /// <remarks>Clocks of two replicas may differ a little; a proposal from the future is a new one.</remarks>
    private static PoolProposal? Proposal(int? replicas, DateTimeOffset? decidedAt, DateTimeOffset now) =>
        replicas is { } wanted && decidedAt is { } since
            ? new PoolProposal(wanted, now > since ? now - since : TimeSpan.Zero)
            : null;
}
