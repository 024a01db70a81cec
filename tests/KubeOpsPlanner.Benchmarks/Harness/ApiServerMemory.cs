using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>What 10,000 objects with status cost: the live managed heap with them, less that of a server without.</summary>
internal sealed class ApiServerMemory : IHarness
{
    private const int PlanCount = 10_000;
    private const double GoalMebibytes = 250;

    public string Subject => "the memory of 10,000 objects";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        // The first run also pays for what is made once per process.
        Measure();
        var runs = Enumerable.Range(0, options.IsLong ? 9 : 3).Select(_ => Measure()).ToArray();
        IReadOnlyList<Figure> figures =
            [Figure.OfRuns("API server core: 10,000 objects, live heap", Figure.Mebibytes, runs) with { Goal = GoalMebibytes }];
        return Task.FromResult(figures);
    }

    private static double Measure()
    {
        var empty = new PoolPlanCluster(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var full = new PoolPlanCluster(PlanCount);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(empty);
        GC.KeepAlive(full);
        return (after - before) / (1024.0 * 1024.0);
    }
}
