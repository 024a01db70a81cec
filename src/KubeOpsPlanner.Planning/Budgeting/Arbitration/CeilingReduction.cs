using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// Brings a total above the ceiling down: the least important pools first, inside one priority from the pool that holds
/// most GPUs, one replica at a time, never below an endpoint floor.
/// </summary>
internal static class CeilingReduction
{
    public static void Reduce(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits)
    {
        foreach (var priority in FairGrowth.ByPriority(pools, i => pools[i].CanBeReduced && pools[i].Step > 0).Reverse())
        {
            var queue = new PriorityQueue<int, (long NegativeGpus, PoolId Id)>();
            foreach (var i in priority) Enqueue(i);
            while (limits.IsAbove(account.Total) && queue.TryDequeue(out var i, out _))
            {
                account.Add(i, -1);
                Enqueue(i);
            }

            void Enqueue(int i)
            {
                if (account.Replicas[i] > pools[i].LeastReplicas) queue.Enqueue(i, (-(long)account.Replicas[i] * pools[i].Step, pools[i].Pool.Id));
            }
        }
    }
}
