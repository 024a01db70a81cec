using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class ProfileCapacityTests
{
    private static readonly EngineProfile Profile = SampleProfiles.Profile();

    private static CapacityQuery Query(
        double ttftMs = 500, double itlMs = 40, double isl = 512, double osl = 200, PlanMode mode = PlanMode.Disagg, CapacityCorrection? correction = null) =>
        new(mode, isl, osl, new LatencyTargets(ttftMs, itlMs), new GpusPerReplica(2, 2), correction ?? new CapacityCorrection());

    [Fact]
    public void Prefill_runs_as_full_as_the_mean_wait_allows()
    {
        // 1600 tok/s/GPU · 2 GPUs / 512 tokens = 6.25 requests/s at most, so one is busy for 160 ms; TTFT 110 ms without
        // a queue leaves 390 ms to wait: ρ = 2·390 / (2·390 + 160) = 0.8298.
        var capacity = ProfileCapacity.Of(Profile, Query()).Prefill!;
        Assert.Equal(6.25 * 780 / 940, capacity.RequestsPerSecond, 6);
        Assert.Equal(500, capacity.LatencyMs, 6);
        Assert.True(capacity.MeetsTarget);
    }

    [Fact]
    public void A_target_below_the_bare_prefill_is_reported_and_not_multiplied_away()
    {
        var capacity = ProfileCapacity.Of(Profile, Query(ttftMs: 100)).Prefill!;
        Assert.False(capacity.MeetsTarget);
        Assert.Equal(6.25 * 0.95, capacity.RequestsPerSecond, 6);
    }

    [Fact]
    public void A_looser_target_never_carries_less()
    {
        var (lastPrefill, lastDecode) = (0.0, 0.0);
        for (var target = 120; target < 2000; target += 20)
        {
            var capacity = ProfileCapacity.Of(Profile, Query(ttftMs: target, itlMs: target / 10.0));
            Assert.True(capacity.Prefill!.RequestsPerSecond >= lastPrefill, $"prefill at {target}");
            lastPrefill = capacity.Prefill.RequestsPerSecond;
            if (!capacity.Decode!.MeetsTarget) continue;
            Assert.True(capacity.Decode.RequestsPerSecond >= lastDecode - 1e-9, $"decode at {target / 10.0}");
            lastDecode = capacity.Decode.RequestsPerSecond;
        }

        Assert.True(lastDecode > 0);
    }

    [Fact]
    public void Decode_carries_throughput_over_output_length()
    {
        var point = Profile.Decode!.FindBest(512 + 100, 40);
        var capacity = ProfileCapacity.Of(Profile, Query()).Decode!;
        Assert.Equal(point.ThroughputPerGpu * 2 / 200, capacity.RequestsPerSecond, 9);
        Assert.True(capacity.LatencyMs <= 40);
    }

    [Fact]
    public void A_slower_engine_than_profiled_carries_less()
    {
        var tuned = new CapacityCorrection(PrefillLatency: 1.5, DecodeLatency: 1.5);
        var (plain, slow) = (ProfileCapacity.Of(Profile, Query()), ProfileCapacity.Of(Profile, Query(correction: tuned)));
        Assert.True(slow.Prefill!.RequestsPerSecond < plain.Prefill!.RequestsPerSecond / 1.5);
        Assert.True(slow.Decode!.RequestsPerSecond < plain.Decode!.RequestsPerSecond / 1.5);
    }

    [Fact]
    public void Lengths_outside_the_profile_are_marked_and_longer_prompts_take_longer()
    {
        var capacity = ProfileCapacity.Of(Profile, Query(ttftMs: 5000, isl: 8192)).Prefill!;
        Assert.False(capacity.WithinProfile);
        Assert.Equal(5000, capacity.LatencyMs, 6);
        Assert.False(ProfileCapacity.Of(Profile, Query(ttftMs: 2000, isl: 8192)).Prefill!.MeetsTarget);
    }

    [Fact]
    public void An_aggregated_engine_shares_its_time_between_the_phases()
    {
        var split = ProfileCapacity.Of(Profile, Query());
        var agg = ProfileCapacity.Of(Profile, Query(mode: PlanMode.Agg));
        Assert.Null(agg.Prefill);
        Assert.Equal(1 / (1 / split.Prefill!.RequestsPerSecond + 1 / split.Decode!.RequestsPerSecond), agg.Decode!.RequestsPerSecond, 9);
        Assert.Null(ProfileCapacity.Of(Profile with { Prefill = null }, Query(mode: PlanMode.Agg)).Decode);
    }

    [Theory]
    [InlineData(PlanMode.Disagg, true, true)]
    [InlineData(PlanMode.Prefill, true, false)]
    [InlineData(PlanMode.Decode, false, true)]
    public void Only_managed_roles_have_a_capacity(PlanMode mode, bool prefill, bool decode)
    {
        var capacity = ProfileCapacity.Of(Profile, Query(mode: mode));
        Assert.Equal((prefill, decode), (capacity.Prefill is not null, capacity.Decode is not null));
    }

    [Fact]
    public void Without_profile_or_gpus_there_is_no_capacity()
    {
        Assert.Equal(PoolCapacity.Unknown, ProfileCapacity.Of(null, Query()));
        Assert.Equal(PoolCapacity.Unknown, ProfileCapacity.Of(Profile, Query() with { Gpus = default }));
    }
}
