using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Ticks of plans that know the last hour of their traffic, look by look, and rehearse rules for its bursts.</summary>
public class BurstTickBenchmarks
{
    private readonly BurstyPools _pools = new(BurstyPools.Phases);

    [Benchmark(Description = "planning tick with an hour of looks, of 8 plans in turn", OperationsPerInvoke = BurstyPools.Phases), Goal(100)]
    public int Tick()
    {
        var replicas = 0;
        for (var pool = 0; pool < _pools.Count; pool++) replicas += _pools.Tick(pool).Decision.Desired.Prefill;
        return replicas;
    }

    [Benchmark(Description = "look within an interval, an hour of looks known"), Goal(50)]
    public LocalPlan Glance() => _pools.Glance(0);
}
