using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// Hands free GPUs out one replica at a time: the highest priority first, inside one priority to the pool whose wish is
/// fulfilled least, then the smaller replica, then the name. A pool whose next replica does not fit is out.
/// </summary>
/// <remarks>
/// What the more important pools cannot use goes to the others. The order depends on what was given, never on the
/// ceiling, so a higher ceiling never gives less in total.
/// </remarks>
internal static class FairGrowth
{
    /// <param name="targets">Where each pool may grow to.</param>
    /// <param name="limits">Only the ceiling counts.</param>
    public static void Grow(GpuAccount account, IReadOnlyList<PoolWish> pools, Func<int, int> targets, GpuBand limits)
    {
        foreach (var priority in ByPriority(pools, i => pools[i].CanGrow && targets(i) > account.Replicas[i]))
        {
            var start = account.Replicas.ToArray();
            var queue = new PriorityQueue<int, (double Fulfilled, int Step, PoolId Id)>();
            foreach (var i in priority) queue.Enqueue(i, Rank(i));
            while (queue.TryDequeue(out var i, out _))
            {
                if (account.TotalWith(i, 1) > account.Total && limits.IsAbove(account.TotalWith(i, 1))) continue;
                account.Add(i, 1);
                if (account.Replicas[i] < targets(i)) queue.Enqueue(i, Rank(i));
            }

            (double Fulfilled, int Step, PoolId Id) Rank(int i) =>
                ((account.Replicas[i] - start[i]) / (double)(targets(i) - start[i]), pools[i].Step, pools[i].Pool.Id);
        }
    }

    internal static IEnumerable<int[]> ByPriority(IReadOnlyList<PoolWish> pools, Func<int, bool> include) =>
        Enumerable.Range(0, pools.Count)
            .Where(include)
            .GroupBy(i => pools[i].Pool.Priority)
            .OrderByDescending(group => group.Key)
            .Select(group => group.ToArray())
            .ToArray();
}
