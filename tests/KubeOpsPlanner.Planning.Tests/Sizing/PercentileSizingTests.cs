using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class PercentileSizingTests
{
    private static readonly EngineProfile Profile = SampleProfiles.Profile();

    private static LengthHistogram Histogram(params (double UpperBound, double Count)[] ranges) => new(
        new ValueList<double>([.. ranges.Select(range => range.UpperBound)]), new ValueList<double>([.. ranges.Select(range => range.Count)]));

    private static PoolCapacity Capacity(double? percentile, TrafficLengths? lengths = null, double isl = 512, double osl = 200, double ttftMs = 800) =>
        ProfileCapacity.Of(Profile, new CapacityQuery(
            PlanMode.Disagg, isl, osl, new LatencyTargets(ttftMs, 40), new GpusPerReplica(2, 2), new CapacityCorrection())
        {
            Percentile = percentile,
            Lengths = lengths ?? TrafficLengths.Unknown,
        });

    [Fact]
    public void A_bimodal_mix_is_sized_as_if_every_prompt_had_the_mean_length()
    {
        // Nine of ten prompts are short, one is long: the mean is the same, the queue is not.
        var mix = new TrafficLengths(Histogram((256, 900), (3800, 100)), null);
        var (mean, real) = (Capacity(0.9).Prefill!, Capacity(0.9, mix).Prefill!);
        Assert.True(real.RequestsPerSecond < 0.8 * mean.RequestsPerSecond, $"{real} against {mean}");
    }

    [Fact]
    public void Stricter_percentiles_never_carry_more()
    {
        var (prefill, decode) = (double.MaxValue, double.MaxValue);
        foreach (var percentile in new[] { 0.5, 0.7, 0.8, 0.9, 0.95, 0.99 })
        {
            var capacity = Capacity(percentile);
            Assert.True(capacity.Prefill!.RequestsPerSecond <= prefill && capacity.Decode!.RequestsPerSecond <= decode, $"{percentile}");
            (prefill, decode) = (capacity.Prefill.RequestsPerSecond, capacity.Decode!.RequestsPerSecond);
        }

        Assert.True(prefill > 0 && decode > 0);
    }

    [Fact]
    public void Where_more_prompts_are_late_on_any_engine_than_the_percentile_leaves_the_others_are_sized_for()
    {
        // One prompt of sixteen takes longer than the target alone.
        var mix = new TrafficLengths(Histogram((256, 1500), (3800, 100)), null);
        var (reachable, wished) = (Capacity(0.9, mix, ttftMs: 400).Prefill!, Capacity(0.96, mix, ttftMs: 400).Prefill!);
        Assert.Equal((true, false), (reachable.MeetsTarget, wished.MeetsTarget));
        Assert.Equal(reachable.RequestsPerSecond, wished.RequestsPerSecond, 3);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void At_the_capacity_exactly_the_allowed_share_is_late(double percentile)
    {
        var queue = new PrefillQueue(Profile.Prefill!, LengthDistribution.Single(512), 2, 1);
        var utilisation = queue.HighestUtilisation(500, percentile, 0.95)!.Value;
        Assert.Equal(1 - percentile, queue.MissShare(utilisation, 500), 6);
    }

    [Fact]
    public void The_queue_agrees_with_Pollaczek_and_Khinchine_on_its_mean()
    {
        // A single length is M/D/1: the mean wait at utilisation 0.8 and 160 ms is 0.8 · 160 / 0.4 = 320 ms.
        var queue = new PrefillQueue(Profile.Prefill!, LengthDistribution.Single(512), 2, 1);
        Assert.Equal(160, queue.ServiceMs, 6);
        Assert.Equal(110 + 320, queue.MeanTtftMs(0.8), 6);
    }

    [Theory]
    [InlineData("Erlang's own table: 2 engines at 0.5", 2, 0.5, 1.0 / 3)]
    [InlineData("one engine waits as it is busy", 1, 0.7, 0.7)]
    [InlineData("10 engines at 0.8", 10, 0.8, 0.4092)]
    public void The_share_that_waits_is_Erlangs(string row, int engines, double utilisation, double expected)
    {
        // A target equal to the bare prefill is missed by whoever waits at all.
        var queue = new PrefillQueue(Profile.Prefill!, LengthDistribution.Single(512), 2, 1);
        Assert.Equal((row, Math.Round(expected, 4)), (row, Math.Round(queue.MissShare(utilisation, queue.MeanTtftMs(0), engines), 4)));
    }

    [Fact]
    public void Engines_behind_one_queue_carry_more_together_and_never_fewer_for_more()
    {
        var queue = new PrefillQueue(Profile.Prefill!, LengthDistribution.Single(512), 2, 1);
        var last = 1;
        for (var rate = 1.0; rate < 400; rate += 3)
        {
            var engines = queue.EnginesFor(rate, 500, 0.9, 0.95);
            Assert.True(engines >= last, $"{rate}");
            Assert.True(queue.MissShare(rate * queue.ServiceMs / 1000 / engines, 500, engines) <= 0.1, $"{rate}");
            last = engines;
        }

        Assert.True(queue.HighestUtilisation(500, 0.9, 0.95, 8) > queue.HighestUtilisation(500, 0.9, 0.95));
    }

    [Fact]
    public void More_long_prompts_than_may_be_late_and_no_replica_helps()
    {
        var capacity = Capacity(0.95, new TrafficLengths(Histogram((256, 900), (3800, 100)), null), ttftMs: 200).Prefill!;
        Assert.False(capacity.MeetsTarget);
        Assert.True(capacity.RequestsPerSecond > 0);
    }

    [Fact]
    public void Long_answers_hold_more_of_the_cache_than_their_share_of_requests()
    {
        var mix = new TrafficLengths(null, Histogram((50, 900), (4000, 100)));
        Assert.True(Capacity(0.9, mix).Decode!.RequestsPerSecond < Capacity(0.9).Decode!.RequestsPerSecond);
    }

    [Fact]
    public void Decode_leaves_room_for_the_peaks_of_random_arrivals()
    {
        var best = Profile.Decode!.FindBest(612, 40);
        var onAverage = Capacity(null).Decode!.RequestsPerSecond;
        var atPercentile = Capacity(0.9).Decode!.RequestsPerSecond;
        Assert.Equal(best.ThroughputPerGpu * 2 / 200, onAverage, 9);
        Assert.InRange(atPercentile, 0.7 * onAverage, 0.97 * onAverage);
    }

    [Fact]
    public void A_histogram_gives_the_shape_and_the_measured_mean_the_scale()
    {
        var distribution = Histogram((100, 50), (200, 50), (double.PositiveInfinity, 0)).WithMean(300);
        Assert.Equal(300, distribution.Mean, 9);
        Assert.Equal([new LengthClass(150, 0.5), new LengthClass(450, 0.5)], distribution.Classes);
        Assert.Equal(0.25, distribution.SquaredVariation, 9);
        Assert.Equal(LengthDistribution.Single(300), Histogram((100, 0)).WithMean(300));
    }

    [Fact]
    public void Earlier_windows_count_half_each_time()
    {
        var (first, second) = (Histogram((100, 8), (200, 0)), Histogram((100, 0), (200, 4)));
        Assert.Equal([4.0, 4.0], second.After(first).Counts);
        var blind = new TrafficLengths(null, null).After(new TrafficLengths(first, null));
        Assert.Equal(first, blind.Input);
        Assert.Equal(second, second.After(Histogram((50, 8), (200, 0))));
    }
}
