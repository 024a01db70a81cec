using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using EngineProfile = KubeOpsPlanner.Planning.Profiles.EngineProfile;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>One tick of one plan, as the PoolPlan controller runs it every interval: no input or output.</summary>
public class PlanningTickBenchmarks
{
    private const double IntervalSeconds = 180;
    private const int WarmupTicks = 50;
    private const int GpusPerWorker = 2;

    private readonly Dictionary<string, string> _documents = [];
    private LocalPlanState _state = null!;
    private LocalPlanInputs _inputs = null!;

    [GlobalSetup]
    public void Warm()
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama70B, GpuModel.H200, GpusPerWorker);
        _documents[ProfileReader.PrefillKey] = documents.Prefill;
        _documents[ProfileReader.DecodeKey] = documents.Decode;
        var read = ReadProfile();
        var profile = read.Profile ?? throw new InvalidOperationException(string.Join("; ", read.Issues.Select(issue => issue.Message)));

        _state = LocalPlanState.Create(new PredictorOptions(KalmanPredictor.Type), IntervalSeconds);
        for (var tick = 0; tick < WarmupTicks; tick++) _state = LocalPlanner.Plan(Inputs(tick, profile), _state).Next;
        _inputs = Inputs(WarmupTicks, profile);
        if (Tick().Decision.Desired == _inputs.Current)
            throw new InvalidOperationException("The tick decides nothing: choose a load that needs other replicas.");
    }

    [Benchmark(Description = "planning tick (Kalman, 70B profile)"), Goal(50)]
    public LocalPlan Tick() => LocalPlanner.Plan(_inputs, _state);

    [Benchmark(Description = "profile documents read")]
    public ProfileReadResult ReadProfile() => ProfileReader.Read(_documents);

    /// <summary>A daily wave with 50 ticks per day.</summary>
    private static LocalPlanInputs Inputs(int tick, EngineProfile profile)
    {
        var requestsPerSecond = 30 + 20 * Math.Sin(2 * Math.PI * tick / WarmupTicks);
        return new LocalPlanInputs
        {
            Now = TimeSpan.FromSeconds(tick * IntervalSeconds),
            Window = new TrafficWindow(
                IntervalSeconds, requestsPerSecond * IntervalSeconds, 3000 + 5 * tick, 150 + tick % 7, TtftMs: 260, ItlMs: 21),
            Current = new ReplicaPair(2, 2),
            Ready = new ServingReplicas(2, 2),
            Serving = new ServingReplicas(2, 2),
            Gpus = new GpusPerReplica(GpusPerWorker, GpusPerWorker),
            Limits = SizingLimits.Default with { Band = new GpuBand(-1, 64) },
            Profile = profile,
            StabilizationWindowSeconds = 900,
        };
    }
}
