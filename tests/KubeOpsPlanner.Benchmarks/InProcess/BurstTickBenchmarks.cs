using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Ticks of plans that know the last hour of their traffic, look by look, and rehearse rules for its bursts.</summary>
public class BurstTickBenchmarks
{
    private const int Pools = 10_000;

    /// <summary>Pools are warmed for so many intervals and up to <see cref="Phases"/> more, as they would have been created at different times.</summary>
    private const int WarmupTicks = 2;
    private const int Phases = 8;

    private LocalPlanState[] _states = null!;
    private LocalPlanInputs[] _intervals = null!;
    private LocalPlanInputs[] _glances = null!;

    [GlobalSetup(Targets = [nameof(Glance)])]
    public void WarmOne() => Warm(1);

    [GlobalSetup(Targets = [nameof(Tick)])]
    public void WarmPhases() => Warm(Phases);

    [GlobalSetup(Targets = [nameof(Pass), nameof(Looks)])]
    public void WarmAll() => Warm(Pools);

    [Benchmark(Description = "planning ticks of 8 plans with an hour of looks, one after another", OperationsPerInvoke = Phases), Goal(100)]
    public int Tick()
    {
        var replicas = 0;
        for (var pool = 0; pool < Phases; pool++) replicas += LocalPlanner.Plan(_intervals[pool], _states[pool]).Decision.Desired.Prefill;
        return replicas;
    }

    [Benchmark(Description = "look within an interval, an hour of looks known"), Goal(50)]
    public LocalPlan Glance() => LocalPlanner.Glance(_glances[0], _states[0])!;

    [Benchmark(Description = "planning pass over 10,000 pools, an hour of looks each"), Goal(1_000_000)]
    public long Pass()
    {
        var replicas = 0L;
        for (var pool = 0; pool < Pools; pool++) replicas += LocalPlanner.Plan(_intervals[pool], _states[pool]).Decision.Desired.Prefill;
        return replicas;
    }

    /// <summary>As every five seconds: for one pool of 36 an interval is over.</summary>
    [Benchmark(Description = "look at 10,000 pools, 278 of which end an interval"), Goal(1_000_000)]
    public long Looks()
    {
        var replicas = 0L;
        for (var pool = 0; pool < Pools; pool++)
        {
            var plan = pool % BurstyPools.LooksPerInterval == 0
                ? LocalPlanner.Plan(_intervals[pool], _states[pool])
                : LocalPlanner.Glance(_glances[pool], _states[pool])!;
            replicas += plan.Decision.Desired.Prefill;
        }

        return replicas;
    }

    private void Warm(int pools)
    {
        var profile = PlanningTicks.Profile();
        (_states, _intervals, _glances) = (new LocalPlanState[pools], new LocalPlanInputs[pools], new LocalPlanInputs[pools]);
        Parallel.For(0, pools, pool =>
        {
            var ticks = WarmupTicks + (pool % Phases);
            _states[pool] = BurstyPools.Warm(pool, profile, ticks);
            (_intervals[pool], _glances[pool]) = (BurstyPools.Inputs(pool, profile, ticks), BurstyPools.Glance(pool, profile, ticks));
        });
        if (_states.Any(state => state.Bursts is not { Prefill.IsLearned: true, Decode.IsLearned: true }))
            throw new InvalidOperationException("A pool has learned no rule: give it a start and a longer tape.");
    }
}
