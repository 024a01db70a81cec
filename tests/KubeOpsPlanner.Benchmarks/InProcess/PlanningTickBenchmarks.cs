using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Ticks of plans, as the PoolPlan controller runs them every interval: no input or output.</summary>
public class PlanningTickBenchmarks
{
    private const int WarmupTicks = 50;
    private const int Pools = 10_000;

    /// <summary>In as many ticks every model of the automatic choice is fitted about once.</summary>
    private const int TicksPerRotation = 200;

    private readonly IReadOnlyDictionary<string, string> _documents = PlanningTicks.Documents();
    private LocalPlanState _state = null!;
    private LocalPlanInputs _inputs = null!;
    private EngineProfile _profile = null!;
    private LocalPlanState[] _automatic = null!;

    [GlobalSetup]
    public void Warm()
    {
        _profile = PlanningTicks.Profile();
        _state = PlanningTicks.Warm(KalmanPredictor.Type, _profile, WarmupTicks);
        _inputs = PlanningTicks.Inputs(WarmupTicks, _profile);
        _automatic = new LocalPlanState[Pools / TicksPerRotation];
        Parallel.For(0, _automatic.Length, plan =>
            _automatic[plan] = PlanningTicks.Warm(AutomaticPredictor.Type, _profile, 2 * TicksPerRotation, from: plan));
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

    /// <summary>Fifty plans over two hundred ticks each, side by side on all cores as the operator's workers are, since a pass of all alike would fit none or all.</summary>
    [Benchmark(Description = "10,000 ticks of plans (auto), all fits included"), Goal(1_000_000)]
    public void Rotation() => Parallel.For(0, _automatic.Length, plan =>
        PlanningTicks.Warm(AutomaticPredictor.Type, _profile, TicksPerRotation, plan + (2 * TicksPerRotation), _automatic[plan]));

    [Benchmark(Description = "profile documents read")]
    public ProfileReadResult ReadProfile() => ProfileReader.Read(_documents);
}
