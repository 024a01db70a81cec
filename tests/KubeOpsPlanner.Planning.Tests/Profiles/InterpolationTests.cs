using System.Text.Json;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Tests.Profiles.Scattered;

namespace KubeOpsPlanner.Planning.Tests.Profiles;

public sealed class InterpolationTests
{
    private readonly PrefillProfile _prefill = SampleProfiles.Profile().Prefill!;
    private readonly DecodeProfile _decode = SampleProfiles.Profile().Decode!;

    [Theory]
    [InlineData(128, 30, 1800)]
    [InlineData(512, 110, 1600)]
    [InlineData(2048, 700, 240)]
    [InlineData(1, 30, 1800)]
    [InlineData(100_000, 700, 240)]
    public void Prefill_passes_through_its_measurements_and_is_clamped_outside(double isl, double ttftMs, double throughput)
    {
        Assert.Equal(ttftMs, _prefill.TtftMs(isl), 9);
        Assert.Equal(throughput, _prefill.ThroughputPerGpu(isl), 9);
    }

    [Fact]
    public void Time_to_first_token_never_falls_with_longer_prompts_and_never_overshoots()
    {
        var last = 0.0;
        for (var isl = 1; isl <= 3000; isl += 7)
        {
            var ttft = _prefill.TtftMs(isl);
            Assert.True(ttft >= last, $"ttft falls at {isl}");
            Assert.InRange(ttft, 30, 700);
            last = ttft;
        }
    }

    [Theory]
    [InlineData(0.1, 512)]
    [InlineData(0.5, 1024)]
    [InlineData(0.9, 4096)]
    [InlineData(0.4, 1536)]
    [InlineData(0.6, 3000)]
    public void Decode_agrees_with_the_surface_that_it_was_measured_on(double usage, double context)
    {
        var point = _decode.At(usage, context);
        Assert.Equal(SampleProfiles.Itl(usage, context), point.ItlMs, 0.5);
    }

    [Theory]
    [InlineData(0.0, 1024, 0.1, 1024)]
    [InlineData(1.0, 1024, 0.9, 1024)]
    [InlineData(0.5, 10, 0.5, 512)]
    [InlineData(0.5, 1e6, 0.5, 4096)]
    [InlineData(1.0, 1e6, 0.9, 4096)]
    public void Outside_the_measurements_the_nearest_one_answers(double usage, double context, double nearUsage, double nearContext)
    {
        var outside = _decode.At(usage, context);
        var nearest = _decode.At(nearUsage, nearContext);
        Assert.Equal((nearest.ItlMs, nearest.ThroughputPerGpu), (outside.ItlMs, outside.ThroughputPerGpu));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(30)]
    [InlineData(26)]
    public void The_best_point_is_the_fullest_cache_on_target(double targetMs)
    {
        var best = _decode.FindBest(1024, targetMs);
        Assert.InRange(best.ItlMs, targetMs - 0.5, targetMs);
        Assert.True(_decode.At(best.KvUsage + 0.02, 1024).ItlMs > targetMs);
    }

    [Fact]
    public void When_no_load_meets_the_target_the_lowest_answers()
    {
        var best = _decode.FindBest(1024, 5);
        Assert.Equal(0.1, best.KvUsage, 9);
        Assert.True(best.ItlMs > 5);
    }

    [Fact]
    public void A_looser_target_never_gives_less_throughput()
    {
        foreach (var context in new double[] { 300, 512, 900, 2048, 3500, 9000 })
        {
            var last = 0.0;
            for (var target = 15.0; target <= 60; target += 0.5)
            {
                var throughput = _decode.FindBest(context, target).ThroughputPerGpu;
                Assert.True(throughput >= last - 1e-9, $"context {context}, target {target}");
                last = throughput;
            }
        }
    }

    [Theory]
    [InlineData(50, 1000, 0.5)]
    [InlineData(500, 1000, 1.0)]
    [InlineData(0, 1000, 0.0)]
    public void Cache_usage_is_tokens_over_capacity(double concurrency, double context, double expected) =>
        Assert.Equal(expected, _decode.KvUsage(concurrency, context), 9);

    [Fact]
    public void Scattered_contexts_of_one_sweep_become_one_line()
    {
        const string json = """
            {"x_kv_usage":[0.1,0.5,0.9],"y_context_length":[1000,1010,1020],"z_itl":[10,20,30],
             "z_thpt_per_gpu":[1000,2500,3000],"max_kv_tokens":100000}
            """;
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.DecodeKey] = json });
        Assert.Empty(result.Issues);
        Assert.Equal(20, result.Profile!.Decode!.At(0.5, 1010).ItlMs, 9);
    }

    private static ProfileReadResult ReadScattered(double[] usage, double[] context, Func<double, double, double> itl) =>
        ProfileReader.Read(new Dictionary<string, string>
        {
            [ProfileReader.DecodeKey] = JsonSerializer.Serialize(new
            {
                x_kv_usage = usage,
                y_context_length = context,
                z_itl = usage.Zip(context, itl),
                z_thpt_per_gpu = usage.Zip(context, (load, length) => load * SampleProfiles.MaxKvTokens / length / itl(load, length) * 1000),
                max_kv_tokens = SampleProfiles.MaxKvTokens,
            }),
        });

    [Fact]
    public void Measurements_on_no_lines_are_a_surface()
    {
        var result = ReadScattered(ScatteredSurfaceTests.Usage, ScatteredSurfaceTests.Context, SampleProfiles.Itl);
        var decode = result.Profile!.Decode!;
        Assert.Empty(result.Issues);
        Assert.Equal((1499, 7318), (decode.MinContextLength, decode.MaxContextLength));
        foreach (var (usage, context) in new[] { (0.35, 3000.0), (0.5, 4000), (0.7, 5000), (0.45, 5500) })
        {
            Assert.Equal(SampleProfiles.Itl(usage, context), decode.At(usage, context).ItlMs, 0.3);
        }
    }

    [Fact]
    public void A_surface_through_noise_never_decodes_faster_with_a_fuller_cache_and_says_what_it_smoothed()
    {
        var noise = new Random(5);
        var result = ReadScattered(ScatteredSurfaceTests.Usage, ScatteredSurfaceTests.Context, (usage, context) =>
            SampleProfiles.Itl(usage, context) * (0.8 + (0.4 * noise.NextDouble())));
        var decode = result.Profile!.Decode!;
        Assert.Contains(result.Warnings, issue => issue.Message.Contains("falls with growing x_kv_usage", StringComparison.Ordinal));
        for (var context = 1000.0; context < 8000; context += 137)
        {
            var last = 0.0;
            for (var usage = 0.0; usage <= 1; usage += 0.01)
            {
                var itl = decode.At(usage, context).ItlMs;
                Assert.True(itl >= last - 1e-9, $"{usage} of {context}");
                last = itl;
            }
        }
    }

    [Fact]
    public void One_load_per_context_length_on_one_line_is_flat_with_a_warning()
    {
        var result = ReadScattered([0.5, 0.5, 0.5], [1000, 2000, 4000], SampleProfiles.Itl);
        Assert.Equal(3, result.Warnings.Count());
        Assert.Equal(SampleProfiles.Itl(0.5, 2000), result.Profile!.Decode!.At(0.9, 2000).ItlMs, 9);
    }
}
