using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Tests.Profiles;
using KubeOpsPlanner.Planning.Tests.Sizing.Load;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

/// <summary>Prompts whose blocks are cached need less prefill, and as much room in the decode cache.</summary>
public sealed class CacheHitTests
{
    private static readonly TrafficWindow Busy = new(60, 60 * 60, 3000, 150);

    [Theory]
    [InlineData("nobody counts", null, 0.5, 0.0)]
    [InlineData("no requests keep what was known", double.NaN, 0.5, 0.5)]
    [InlineData("half", 0.5, 0.0, 0.5)]
    [InlineData("a true zero", 0.0, 0.5, 0.0)]
    [InlineData("everything", 1.0, 0.0, 0.95)]
    [InlineData("less than nothing", -0.1, 0.5, 0.0)]
    public void The_rate_that_counts(string row, double? seen, double before, double expected) =>
        Assert.Equal((row, expected), (row, CacheHits.After(seen, before)));

    [Fact]
    public void Half_of_every_prompt_cached_halves_the_prefill_and_not_the_decode()
    {
        var (cold, warm) = (Plan(0), Plan(0.5));
        Assert.InRange(warm.Prefill, (cold.Prefill / 2) - 1, (cold.Prefill / 2) + 1);
        Assert.Equal(cold.Decode, warm.Decode);
    }

    [Theory]
    [InlineData("unknown", null)]
    [InlineData("no samples yet", double.NaN)]
    public void Unknown_gives_no_discount(string row, double? rate) => Assert.Equal((row, Plan(0)), (row, Plan(rate)));

    [Theory]
    [InlineData(CorrectionMode.Factors)]
    [InlineData(CorrectionMode.Off)]
    public void The_first_planners_arithmetic_knows_no_caches(CorrectionMode mode) => Assert.Equal(Plan(0, mode), Plan(0.5, mode));

    /// <remarks>A cached prompt is fast because it is short; taken for a fast engine as well it would count twice.</remarks>
    [Fact]
    public void Short_waits_for_cached_prompts_do_not_look_like_fast_engines()
    {
        var profile = SampleProfiles.Profile();
        var seen = Inputs(0.5, CorrectionMode.Native) with
        {
            Profile = profile,
            Window = new TrafficWindow(60, 1, 3000, 150, TtftMs: profile.Prefill!.TtftMs(1500), ItlMs: 10),
        };
        var plan = LocalPlanner.Plan(seen, Fresh());
        Assert.InRange(plan.Next.Tuning.PrefillFactor, 0.98, 1.02);
        Assert.True(LocalPlanner.Plan(seen with { CacheHitRate = null }, Fresh()).Next.Tuning.PrefillFactor < 0.95);
    }

    [Fact]
    public void The_passes_of_engines_that_nobody_profiled_are_shorter_too()
    {
        var options = LoadFixture.Sla();
        var passes = new PoolPasses(
            new EnginePasses(LoadFixture.Prefill(options, 1e-4, 0), new BatchLimits()), new EnginePasses(LoadFixture.Decode(options), new BatchLimits()));
        ReplicaPair With(double? rate) =>
            LocalPlanner.Plan(Inputs(rate, CorrectionMode.Native) with { Profile = null, Passes = passes }, Fresh()).Decision.Raw!.Value;
        Assert.InRange(With(0.5).Prefill, (With(null).Prefill / 2) - 1, (With(null).Prefill / 2) + 1);
        Assert.Equal(With(null).Decode, With(0.5).Decode);
    }

    [Fact]
    public void A_quiet_window_keeps_the_rate()
    {
        var busy = LocalPlanner.Plan(Inputs(0.5, CorrectionMode.Native), Fresh());
        Assert.Equal(0.5, busy.Next.CacheHitRate);
        var quiet = Inputs(double.NaN, CorrectionMode.Native) with { Now = TimeSpan.FromMinutes(1), Window = new TrafficWindow(60, 0, double.NaN, double.NaN) };
        Assert.Equal(0.5, LocalPlanner.Plan(quiet, busy.Next).Next.CacheHitRate);
    }

    private static ReplicaPair Plan(double? rate, CorrectionMode mode = CorrectionMode.Native) =>
        LocalPlanner.Plan(Inputs(rate, mode), Fresh()).Decision.Raw!.Value;

    private static LocalPlanState Fresh() => LocalPlanState.Create(new PredictorOptions("constant"), 60);

    private static LocalPlanInputs Inputs(double? rate, CorrectionMode mode) => new()
    {
        Now = TimeSpan.Zero,
        Window = Busy,
        Current = new ReplicaPair(2, 2),
        Ready = new ServingReplicas(2, 2),
        Serving = new ServingReplicas(2, 2),
        Gpus = new GpusPerReplica(1, 1),
        Profile = SampleProfiles.Flat(prefillPerGpu: 20_000, decodePerGpu: 10_000),
        Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, 64), MaxReplicaStep: 64),
        Correction = mode,
        Percentile = mode == CorrectionMode.Native ? 0.9 : null,
        CacheHitRate = rate,
    };
}
