using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Benchmarks.Tuning;

/// <summary>What fixed replicas reach on a trace that is known beforehand: the fewest GPUs for every share of requests.</summary>
internal sealed class FixedReplicas
{
    private const int MostPrefill = 24;
    private const int MostDecode = 4;
    private const double Enough = 0.985;

    private readonly List<(double Gpus, double Share)> _best = [(0, 0)];

    public FixedReplicas(PoolScenario pool)
    {
        var points = new List<(double Gpus, double Share)>();
        for (var decode = 1; decode <= MostDecode; decode++)
        {
            for (var prefill = 1; prefill <= MostPrefill; prefill++)
            {
                var replicas = new ReplicaPair(prefill, decode);
                var share = StaticPool.JointShare(pool, replicas);
                points.Add((pool.GpusOf(replicas), share));
                if (share > Enough) break;
            }
        }

        foreach (var point in points.OrderBy(point => point.Gpus).ThenByDescending(point => point.Share))
        {
            if (point.Share > _best[^1].Share) _best.Add(point);
        }
    }

    /// <summary>GPUs that meet both targets for such a share; between two sizes a mixture of both.</summary>
    public double GpusFor(double share)
    {
        var next = _best.FindIndex(point => point.Share >= share);
        if (next <= 0) return _best[^1].Gpus;
        var (below, above) = (_best[next - 1], _best[next]);
        return below.Gpus + ((above.Gpus - below.Gpus) * (share - below.Share) / (above.Share - below.Share));
    }
}
