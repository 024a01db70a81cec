using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Shows pools to people: those that wait or were refused first, then the largest.</summary>
public static class PoolProjection
{
    /// <summary>What an object in the API server holds without trouble, and a person reads.</summary>
    public const int MostPools = 100;

    /// <returns>At most <see cref="MostPools"/> pools, and how many there are. Pools that hold no GPUs and have no plan are none.</returns>
    public static (IReadOnlyList<BudgetedPool> Pools, int Count) Of(BudgetPass pass, ArbitrationResult result)
    {
        var facts = pass.Decision.Pools.ToDictionary(pool => pool.State.Id);
        var failures = pass.FailuresByPool();
        var waiting = pass.Decision.Schedule.Later.SelectMany(write => write.Pools).ToHashSet();
        var pools = result.Pools
            .Where(outcome => facts[outcome.Id].Planned is not null || outcome.GpusPerReplica != 0)
            .Select(outcome => Project(outcome, facts[outcome.Id], failures.GetValueOrDefault(outcome.Id), waiting.Contains(outcome.Id)))
            .ToList();
        return (
            [
                .. pools
                    .OrderByDescending(NeedsAttention)
                    .ThenByDescending(pool => pool.Gpus ?? 0)
                    .ThenBy(pool => pool.Pool, StringComparer.Ordinal)
                    .Take(MostPools),
            ],
            pools.Count);
    }

    private static BudgetedPool Project(PoolOutcome outcome, PoolFacts facts, WriteResult? failure, bool isWaiting)
    {
        var isHeldByAdapter = facts.Hold == BudgetReasons.AdapterMissing && outcome.Granted != outcome.Replicas;
        var stays = failure is not null || isWaiting || isHeldByAdapter;
        return new BudgetedPool
        {
            Pool = outcome.Id.ToString(),
            Replicas = outcome.Replicas,
            DesiredReplicas = facts.Planned?.Proposal is { } proposal ? Math.Max(proposal.Replicas, facts.State.EndpointFloor) : null,
            GrantedReplicas = facts.Planned is null ? null : stays ? outcome.Replicas : outcome.Granted,
            GpusPerReplica = outcome.GpusPerReplica,
            Gpus = outcome.Replicas == 0 ? 0 : outcome.Gpus,
            Reason = failure is not null ? ReasonOf(failure.End)
                : isWaiting ? nameof(GrantReason.WaitingForRoom)
                : isHeldByAdapter || (outcome.Reason == GrantReason.NotReady && facts.Hold is not null) ? facts.Hold
                : outcome.Reason == GrantReason.AtDesired ? null
                : outcome.Reason.ToString(),
        };
    }

    private static string ReasonOf(WriteEnd end) => end switch
    {
        WriteEnd.GrantRefused => BudgetReasons.GrantRefused,
        WriteEnd.GrantPostponed => BudgetReasons.GrantPostponed,
        WriteEnd.Forbidden => BudgetReasons.Forbidden,
        WriteEnd.Throttled => BudgetReasons.Throttled,
        WriteEnd.Unanswered => BudgetReasons.Unanswered,
        _ => BudgetReasons.WriteFailed,
    };

    private static bool NeedsAttention(BudgetedPool pool) =>
        pool is { Gpus: null }
        || pool.Reason is not (null or nameof(GrantReason.NotPlanned) or nameof(GrantReason.NoProposal));
}
