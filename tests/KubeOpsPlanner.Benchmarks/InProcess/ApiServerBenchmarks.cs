using System.Text.Json;
using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>The embedded API server's core with 10,000 PoolPlans, without its HTTP shell.</summary>
public class ApiServerBenchmarks
{
    private const int PlanCount = 10_000;
    private const double StatusPatchGoalMicroseconds = 1e6 / 3000;
    private const double ListGoalMicroseconds = 100_000;

    // A period that shares no factor with the number of plans, so that every patch changes what it finds.
    private readonly byte[][] _patches = [.. Enumerable.Range(0, 97).Select(PoolPlanCluster.StatusPatch)];
    private PoolPlanCluster _cluster = null!;
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        _cluster = new PoolPlanCluster(PlanCount);
        var before = _cluster.Core.ResourceVersion;
        PatchStatus();
        if (_cluster.Core.ResourceVersion != before + 1 || List().Body["items"]!.AsArray().Count != PlanCount)
            throw new InvalidOperationException("The cluster does not hold what it should.");
    }

    [Benchmark(Description = "API server core: CRD status patch"), Goal(StatusPatchGoalMicroseconds)]
    public ApiResponse PatchStatus()
    {
        _next++;
        return _cluster.PatchStatus(_next % PlanCount, _patches[_next % _patches.Length]);
    }

    [Benchmark(Description = "API server core: list 10,000 objects"), Goal(ListGoalMicroseconds)]
    public ApiResponse List() => _cluster.List();

    [Benchmark(Description = "API server core: list 10,000 objects, as bytes"), Goal(ListGoalMicroseconds)]
    public byte[] ListBytes() => JsonSerializer.SerializeToUtf8Bytes(_cluster.List().Body);
}
