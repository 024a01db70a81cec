using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Replay.Results;

/// <summary>How one policy fared on one scenario.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Samples">The fleet over time, for charts.</param>
public sealed record FleetResult(
    string Policy, TimeSpan Duration, IReadOnlyList<PoolResult> Pools, IReadOnlyList<TimelineSample> Samples)
{
    public Attainment Attainment { get; } = Pools.Aggregate(Attainment.None, (sum, pool) => sum + pool.Attainment);

    /// <summary>Most GPUs that replicas of all pools held at one moment, within <see cref="Duration"/>: starting, serving and draining.</summary>
    public required int PeakGpus { get; init; }

    public double GpuHours { get; } = Pools.Sum(pool => pool.GpuHours);

    public int ReplicaChanges { get; } = Pools.Sum(pool => pool.ReplicaChanges);

    public int Refusals { get; } = Pools.Sum(pool => pool.Refusals);

    public long Failed { get; } = Pools.Sum(pool => pool.Failed);

    public long Unfinished { get; } = Pools.Sum(pool => pool.Unfinished);

    public LatencySketch Ttft { get; } = Merged(Pools.Select(pool => pool.Ttft));

    public LatencySketch Itl { get; } = Merged(Pools.Select(pool => pool.Itl));

    /// <summary>Requests per second that met both targets.</summary>
    public double Goodput => Attainment.MetBoth / Duration.TotalSeconds;

    /// <summary>Output tokens per second of requests that met both targets.</summary>
    public double GoodTokensPerSecond => Pools.Sum(pool => pool.GoodTokens) / Duration.TotalSeconds;

    /// <summary>Requests that met both targets, per GPU-hour; null without GPUs.</summary>
    public double? GoodRequestsPerGpuHour => GpuHours > 0 ? Attainment.MetBoth / GpuHours : null;

    public double MeanGpus => GpuHours / Duration.TotalHours;

    private static LatencySketch Merged(IEnumerable<LatencySketch> sketches)
    {
        var all = new LatencySketch();
        foreach (var sketch in sketches)
        {
            all.Add(sketch);
        }

        return all;
    }
}
