using System.Diagnostics;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>Passes over 10,000 plans, each with an hour of looks of its own and at its own place in the search for rules; on one core.</summary>
internal sealed class BurstPasses : IHarness
{
    private const int Pools = 10_000;
    private const int WarmupPasses = 2;
    private const double GoalMicroseconds = 1_000_000;

    public string Subject => "passes over 10,000 plans that know their bursts";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = options.IsLong ? 15 : 5;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pools = new BurstyPools(Pools);
        var kibibytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / Pools;
        IReadOnlyList<Figure> figures =
        [
            Figure.OfRuns($"{Pools:N0} plans that know their bursts: live heap of each, with its inputs", Figure.Kibibytes, [kibibytes]),
            Passes($"planning pass over {Pools:N0} pools, an hour of looks each", runs, pool => pools.Tick(pool).Decision.Desired.Prefill),

            // As every five seconds: for one pool of 36 an interval is over.
            Passes($"look at {Pools:N0} pools, an interval over for one in {BurstyPools.LooksPerInterval}", runs, pool =>
                (pool % BurstyPools.LooksPerInterval == 0 ? pools.Tick(pool) : pools.Glance(pool)).Decision.Desired.Prefill),
        ];
        return Task.FromResult(figures);
    }

    private static Figure Passes(string name, int runs, Func<int, int> replicasOf)
    {
        var microseconds = new List<double>();
        for (var run = -WarmupPasses; run < runs; run++)
        {
            var (start, replicas) = (Stopwatch.GetTimestamp(), 0L);
            for (var pool = 0; pool < Pools; pool++) replicas += replicasOf(pool);
            if (replicas == 0) throw new InvalidOperationException($"{name}: no plan wants a replica.");
            if (run >= 0) microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Figure.OfRuns(name, Figure.Microseconds, microseconds) with { Goal = GoalMicroseconds };
    }
}
