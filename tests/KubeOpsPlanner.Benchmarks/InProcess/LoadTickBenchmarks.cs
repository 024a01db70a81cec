using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Ticks of plans' load loops, as the PoolPlan controller runs them every five seconds: no input or output.</summary>
public class LoadTickBenchmarks
{
    private const int WarmupTicks = 200;
    private const int Engines = 4;
    private const int ManyEngines = 64;

    private LoadInputs _thresholds = null!;
    private LoadInputs _latency = null!;
    private LoadInputs _many = null!;
    private LoadState _whileThresholds = null!;
    private LoadState _whileLatency = null!;
    private LoadState _whileMany = null!;

    [GlobalSetup]
    public void Warm()
    {
        (_thresholds, _whileThresholds) = At(LoadTarget.Throughput, Engines);
        (_latency, _whileLatency) = At(LoadTarget.Sla, Engines);
        (_many, _whileMany) = At(LoadTarget.Sla, ManyEngines);
        if (Latency().Prefill!.Figures.Line is null) throw new InvalidOperationException("The tick estimates no latency: train the engines' model.");
    }

    [Benchmark(Description = "load tick, thresholds, 4 + 4 engines")]
    public LoadPlan Thresholds() => LoadPlanner.Plan(_thresholds, _whileThresholds);

    [Benchmark(Description = "load tick, latencies estimated, 4 + 4 engines")]
    public LoadPlan Latency() => LoadPlanner.Plan(_latency, _whileLatency);

    [Benchmark(Description = "load tick, latencies estimated, 64 + 64 engines")]
    public LoadPlan Many() => LoadPlanner.Plan(_many, _whileMany);

    private static (LoadInputs Inputs, LoadState State) At(LoadTarget target, int engines)
    {
        var profile = PlanningTicks.Profile();
        return (LoadTicks.Inputs(target, engines, profile, WarmupTicks), LoadTicks.Warm(target, engines, profile, WarmupTicks));
    }
}
