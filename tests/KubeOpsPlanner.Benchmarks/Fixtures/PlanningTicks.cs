using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Simulation.Engines;
using EngineProfile = KubeOpsPlanner.Planning.Profiles.EngineProfile;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Ticks of one plan over a daily wave, with everything that a frontend tells.</summary>
internal static class PlanningTicks
{
    public const double IntervalSeconds = 180;
    private const int TicksPerWave = 50;
    private const int GpusPerWorker = 2;

    private static readonly TrafficLengths Lengths = new(
        new LengthHistogram([500, 1000, 2000, 4000, 8000, double.PositiveInfinity], [40, 60, 100, 80, 20, 1]),
        new LengthHistogram([50, 100, 250, 500, double.PositiveInfinity], [30, 60, 90, 20, 2]));

    public static IReadOnlyDictionary<string, string> Documents()
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama70B, GpuModel.H200, GpusPerWorker);
        return new Dictionary<string, string> { [ProfileReader.PrefillKey] = documents.Prefill, [ProfileReader.DecodeKey] = documents.Decode };
    }

    public static EngineProfile Profile()
    {
        var read = ProfileReader.Read(Documents());
        return read.Profile ?? throw new InvalidOperationException(string.Join("; ", read.Issues.Select(issue => issue.Message)));
    }

    /// <summary>The state after <paramref name="ticks"/> ticks.</summary>
    public static LocalPlanState Warm(string predictor, EngineProfile profile, int ticks, int from = 0, LocalPlanState? state = null)
    {
        state ??= LocalPlanState.Create(new PredictorOptions(predictor), IntervalSeconds);
        for (var tick = from; tick < from + ticks; tick++) state = LocalPlanner.Plan(Inputs(tick, profile), state).Next;
        return state;
    }

    public static LocalPlanInputs Inputs(int tick, EngineProfile profile)
    {
        var noise = Math.Sin(12.9898 * tick * tick);
        var requestsPerSecond = 30 + (20 * Math.Sin(2 * Math.PI * tick / TicksPerWave)) + (2 * noise);
        return new LocalPlanInputs
        {
            Now = TimeSpan.FromSeconds(tick * IntervalSeconds),
            Window = new TrafficWindow(
                IntervalSeconds, requestsPerSecond * IntervalSeconds, 3000 + tick % 500, 150 + tick % 7, TtftMs: 260, ItlMs: 21),
            Current = new ReplicaPair(2, 2),
            Ready = new ServingReplicas(2, 2),
            Serving = new ServingReplicas(2, 2),
            Gpus = new GpusPerReplica(GpusPerWorker, GpusPerWorker),
            Limits = SizingLimits.Default with { Band = new GpuBand(-1, 64) },
            Profile = profile,
            Percentile = 0.9,
            ShrinkMargin = 0.1,
            Lengths = Lengths,
            Queue = new QueueSignals(12 + tick % 9, 60, 420),
            StabilizationWindowSeconds = 900,
        };
    }
}
