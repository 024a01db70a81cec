using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// Brings a total below the budget's floor up: first by not reducing what runs, most important pools and largest cuts
/// first, then by growing beyond what plans want, in proportion to what runs.
/// </summary>
internal static class FloorFilling
{
    public static void Fill(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits)
    {
        if (!limits.HasFloor) return;
        Restore(account, pools, limits);
        Extend(account, pools, limits);
    }

    private static void Restore(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits)
    {
        // Keeping a running replica is not growth, so a component that is not ready may keep its own.
        foreach (var priority in FairGrowth.ByPriority(pools, i => pools[i].Pool.Writable && pools[i].Step > 0 && account.Replicas[i] < pools[i].Current))
        {
            var queue = new PriorityQueue<int, (long NegativeCut, PoolId Id)>();
            foreach (var i in priority) Enqueue(i);
            while (account.Total < limits.MinGpus && queue.TryDequeue(out var i, out _))
            {
                if (limits.IsAbove(account.TotalWith(i, 1))) continue;
                account.Add(i, 1);
                Enqueue(i);
            }

            void Enqueue(int i)
            {
                var cut = pools[i].Current - account.Replicas[i];
                if (cut > 0) queue.Enqueue(i, (-(long)cut * pools[i].Step, pools[i].Pool.Id));
            }
        }
    }

    private static void Extend(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits)
    {
        foreach (var priority in FairGrowth.ByPriority(pools, i => pools[i].CanGrow && pools[i].Step > 0))
        {
            var queue = new PriorityQueue<int, (double Ratio, int Step, PoolId Id)>();
            foreach (var i in priority) Enqueue(i);
            while (account.Total < limits.MinGpus && queue.TryDequeue(out var i, out _))
            {
                if (limits.IsAbove(account.TotalWith(i, 1))) continue;
                account.Add(i, 1);
                Enqueue(i);
            }

            void Enqueue(int i) =>
                queue.Enqueue(i, ((account.Replicas[i] + 1.0) / Math.Max(1, pools[i].Current), pools[i].Step, pools[i].Pool.Id));
        }
    }
}
