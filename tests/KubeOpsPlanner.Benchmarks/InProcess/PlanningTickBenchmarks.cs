using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Ticks of plans, as the PoolPlan controller runs them every interval: no input or output.</summary>
public class PlanningTickBenchmarks
{
    private const int WarmupTicks = 50;
    private const int Pools = 10_000;

    private readonly IReadOnlyDictionary<string, string> _documents = PlanningTicks.Documents();
    private LocalPlanState _state = null!;
    private LocalPlanInputs _inputs = null!;

    [GlobalSetup]
    public void Warm()
    {
        var profile = PlanningTicks.Profile();
        _state = PlanningTicks.Warm(KalmanPredictor.Type, profile, WarmupTicks);
        _inputs = PlanningTicks.Inputs(WarmupTicks, profile);
        if (Tick().Decision.Desired == _inputs.Current)
            throw new InvalidOperationException("The tick decides nothing: choose a load that needs other replicas.");
    }

    [Benchmark(Description = "planning tick (Kalman, 70B profile)"), Goal(50)]
    public LocalPlan Tick() => LocalPlanner.Plan(_inputs, _state);

    [Benchmark(Description = "planning pass over 10,000 pools (Kalman)"), Goal(1_000_000)]
    public long Pass()
    {
        var replicas = 0L;
        for (var pool = 0; pool < Pools; pool++)
        {
            var window = _inputs.Window! with { Requests = _inputs.Window.Requests * (1 + pool % 10) };
            replicas += LocalPlanner.Plan(_inputs with { Window = window }, _state).Decision.Desired.Prefill;
        }

        return replicas;
    }

    [Benchmark(Description = "profile documents read")]
    public ProfileReadResult ReadProfile() => ProfileReader.Read(_documents);
}
