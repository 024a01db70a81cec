using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>An hour of one simulated graph, watched by what the demo watches it with and advanced second by second.</summary>
public class PoolSimulationBenchmarks
{
    private const int RequestCount = 12_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly EngineProfile _profile = SyntheticProfiles.Llama70BOnH200();
    private TraceRequest[] _trace = [];

    [GlobalSetup]
    public void Draw()
    {
        var drawn = SyntheticTrace.Generate(new SyntheticTraceOptions()).Take(RequestCount).ToArray();
        _trace = [.. drawn.ScaleTime(drawn[^1].Arrival / Hour)];
        if (PlayAnHour() < RequestCount * 0.95)
            throw new InvalidOperationException("The pool does not keep up: give it more workers.");
    }

    [Benchmark(Description = "simulated hour, 12,000 requests")]
    public long PlayAnHour()
    {
        using var pool = new PoolSimulation(
            _profile, _trace, new FrontendMetrics("llama-70b", "inference-chat"), new AttainmentTracker(new LatencyTargets(500, 50)));
        pool.SetReady(3, 2);
        while (pool.Now < Hour) pool.AdvanceBy(TimeSpan.FromSeconds(1));
        return pool.Snapshot().Completed;
    }
}
