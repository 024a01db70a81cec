using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// Where no room is left, moves GPUs between the pools of one graph, from the pool whose wish is fulfilled most to the one
/// whose wish is fulfilled least: prefill and decode carry the same requests, so a graph carries only what its weaker pool
/// carries, and what its stronger one could do beyond that is idle.
/// </summary>
/// <remarks>
/// Both changes are one patch of one graph, so the charge never rises in between. A move must be worth a start and a
/// stop, and each makes the weakest pool stronger, so repeating them ends and a settled graph stays as it is.
/// </remarks>
internal static class GraphRebalance
{
    /// <summary>What a graph must carry more after a move, for a replica that runs to be given up: the tolerance of the HorizontalPodAutoscaler.</summary>
    private const double LeastGain = 1.1;

    /// <returns>True for the pools that gave replicas.</returns>
    public static bool[] Rebalance(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits)
    {
        var gave = new bool[pools.Count];
        var graphs = Enumerable.Range(0, pools.Count)
            .Where(i => pools[i] is { Standing: null, Desired: > 0, Step: > 0 })
            .GroupBy(i => pools[i].Pool.Id.GraphId)
            .Select(graph => graph.ToArray());
        foreach (var graph in graphs)
        {
            while (graph.Length > 1 && Move(account, pools, limits, graph) is { } donor) gave[donor] = true;
        }

        return gave;
    }

    /// <returns>The pool that gave replicas for one more of the weakest; null when no move is worth it.</returns>
    private static int? Move(GpuAccount account, IReadOnlyList<PoolWish> pools, GpuBand limits, int[] graph)
    {
        var receiver = graph.MinBy(Fulfilled);
        var before = Fulfilled(receiver);
        if (!pools[receiver].CanGrow || before >= 1 || !limits.IsAbove(account.TotalWith(receiver, 1))) return null;
        var donors = graph.Where(i => i != receiver && pools[i].Pool.Priority <= pools[receiver].Pool.Priority);
        foreach (var donor in donors.OrderByDescending(Fulfilled))
        {
            var given = 0;
            while (limits.IsAbove(account.TotalWith(receiver, 1)) && account.Replicas[donor] > pools[donor].LeastReplicas)
            {
                account.Add(donor, -1);
                given++;
            }

            if (!limits.IsAbove(account.TotalWith(receiver, 1)))
            {
                account.Add(receiver, 1);
                if (graph.Min(Fulfilled) is > 0 and var after && after >= LeastGain * before) return donor;
                account.Add(receiver, -1);
            }

            account.Add(donor, given);
        }

        return null;

        double Fulfilled(int pool) => account.Replicas[pool] / (double)pools[pool].Desired;
    }
}
