using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <param name="TotalWithOneMore">The planned total if this pool had one more replica.</param>
internal sealed record OutcomeFacts(
    PoolWish Wish, int Planned, int Granted, GpuBand Limits, BudgetStanding Standing, long TotalWithOneMore, TimeSpan ProposalTtl);
