using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class CorrectionFactorsTests
{
    private static LocalPlan Plan(CorrectionMode mode, TrafficWindow window, ReplicaPair current, int gpus = 1, int maxGpus = -1, LocalPlanState? state = null) =>
        LocalPlanner.Plan(
            new LocalPlanInputs
            {
                Now = TimeSpan.Zero,
                Window = window,
                Current = current,
                Ready = ServingReplicas.Of(current),
                Serving = ServingReplicas.Of(current),
                Gpus = new GpusPerReplica(gpus, gpus),
                Targets = new LatencyTargets(500, 40),
                Profile = SampleProfiles.Profile(),
                Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, maxGpus), MaxReplicaStep: 1000),
                Correction = mode,
            },
            state ?? LocalPlanState.Create(new PredictorOptions("constant"), 60));

    [Theory]
    [InlineData(CorrectionMode.Native)]
    [InlineData(CorrectionMode.Factors)]
    [InlineData(CorrectionMode.Off)]
    public void Factors_are_known_whatever_is_made_of_them(CorrectionMode mode)
    {
        // A prompt of 512 tokens takes 110 ms in the profile. 4 requests/s · 5 s / 2 replicas = 10 requests of 612 tokens
        // each fill 6.1 % of the cache, below the least measured load.
        var factors = Plan(mode, new TrafficWindow(60, 240, 512, 200, 330, 30, 5000), new ReplicaPair(2, 2)).Factors;
        Assert.Equal(3, factors.Prefill!.Value, 9);
        Assert.Equal(30 / SampleProfiles.Profile().Decode!.At(0.0612, 612).ItlMs, factors.Decode!.Value, 9);
    }

    [Fact]
    public void Without_correction_they_change_nothing()
    {
        var (slow, exact) = (new TrafficWindow(60, 6000, 512, 200, 30, 80, 5000), new TrafficWindow(60, 6000, 512, 200));
        var current = new ReplicaPair(2, 2);
        Assert.Equal(Plan(CorrectionMode.Off, exact, current).Decision.Raw, Plan(CorrectionMode.Off, slow, current).Decision.Raw);
        Assert.NotEqual(Plan(CorrectionMode.Factors, exact, current).Decision.Raw, Plan(CorrectionMode.Factors, slow, current).Decision.Raw);
    }

    [Fact]
    public void A_factor_that_a_window_does_not_tell_stays()
    {
        var first = Plan(CorrectionMode.Factors, new TrafficWindow(60, 240, 512, 200, 55, 30), new ReplicaPair(2, 2));
        var second = Plan(CorrectionMode.Factors, new TrafficWindow(60, 240, 512, 200), new ReplicaPair(2, 2), state: first.Next);
        Assert.Equal(first.Factors, second.Factors);
        Assert.Equal(0.5, second.Correction.PrefillLatency, 9);
    }

    /// <summary>3000 tokens in, 150 out, a minute; 40,000 and 10,000 tokens/s per GPU.</summary>
    [Theory]
    [InlineData("10 requests, decode 10,000 tokens/s", 10, 10_000, 1, -1, null, null, 1, 1)]
    [InlineData("500 requests, decode 1,000 tokens/s", 500, 1_000, 1, -1, null, null, 1, 2)]
    [InlineData("budget 3 with 2+2 GPUs: upstream gives (0,0), here on purpose what runs stays", 5_000, 1_000, 2, 3, null, null, 1, 1)]
    [InlineData("budget 5 with 2+2 GPUs", 5_000, 1_000, 2, 5, null, null, 1, 1)]
    [InlineData("engines of 2 GPUs", 5_000, 1_000, 2, -1, null, null, 4, 7)]
    [InlineData("engines of 4 GPUs", 5_000, 1_000, 4, -1, null, null, 2, 4)]
    [InlineData("a prefill factor above 1 is clamped", 5_000, 1_000, 1, -1, 8000.0, null, 7, 13)]
    [InlineData("a prefill factor of a half", 5_000, 1_000, 1, -1, 40.0, null, 4, 13)]
    [InlineData("a decode factor of 0 is none", 5_000, 1_000, 1, -1, null, 0.0, 7, 13)]
    [InlineData("a decode factor below 0 is none", 5_000, 1_000, 1, -1, null, -1.0, 7, 13)]
    public void Replicas_of_the_first_generation(
        string row, double requests, double decodePerGpu, int gpus, int maxGpus, double? ttftMs, double? itlMs, int prefill, int decode)
    {
        var plan = LocalPlanner.Plan(
            new LocalPlanInputs
            {
                Now = TimeSpan.Zero,
                Window = new TrafficWindow(60, requests, 3000, 150, ttftMs, itlMs),
                Current = new ReplicaPair(1, 1),
                Ready = new ServingReplicas(1, 1),
                Serving = new ServingReplicas(1, 1),
                Gpus = new GpusPerReplica(gpus, gpus),
                Profile = SampleProfiles.Flat(40_000, decodePerGpu),
                Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, maxGpus), MaxReplicaStep: 1000),
                Correction = CorrectionMode.Factors,
            },
            LocalPlanState.Create(new PredictorOptions("constant"), 60));
        Assert.Equal((row, new ReplicaPair(prefill, decode)), (row, plan.Decision.Desired));
    }
}
