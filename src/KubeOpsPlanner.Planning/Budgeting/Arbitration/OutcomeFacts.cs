using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <param name="TotalWithOneMore">The planned total if this pool had one more replica.</param>
/// <param name="Gave">Replicas of this pool went to the weaker one of its graph.</param>
internal sealed record OutcomeFacts(
    PoolWish Wish, int Planned, int Granted, GpuBand Limits, BudgetStanding Standing, long TotalWithOneMore, bool Gave, TimeSpan ProposalTtl);
