using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>The regression over forward passes, with the sanity values of the domain document.</summary>
public sealed class PassModelTests
{
    private static readonly LoadOptions Three = new() { MinObservations = 3 };

    [Fact]
    public void Prefill_10_20_30_tokens_in_10_20_30_ms_gives_40_for_40() =>
        Assert.Equal(40, Ms(Learn([new(10, 0, 0, 0.010), new(20, 0, 0, 0.020), new(30, 0, 0, 0.030)]).Seconds(40, 0, 0)), 6);

    [Fact]
    public void Decode_7_9_12_ms_gives_14_for_two_requests_with_20_tokens() =>
        Assert.Equal(14, Ms(Learn([new(0, 1, 10, 0.007), new(0, 2, 10, 0.009), new(0, 1, 20, 0.012)]).Seconds(0, 2, 20)), 6);

    [Fact]
    public void Mixed_15_25_20_ms_gives_30_for_20_and_20_tokens() =>
        Assert.Equal(30, Ms(Learn([new(10, 1, 10, 0.015), new(20, 1, 10, 0.025), new(10, 1, 20, 0.020)]).Seconds(20, 1, 20)), 6);

    [Fact]
    public void Three_passes_with_the_same_work_give_their_mean() =>
        Assert.Equal(12, Ms(Learn([new(10, 0, 0, 0.010), new(10, 0, 0, 0.012), new(10, 0, 0, 0.014)]).Seconds(10, 0, 0)), 6);

    /// <summary>The training passes of the domain document's table of load scaling.</summary>
    [Theory]
    [InlineData("prefill t = 0.001·tokens + 0.002 for 500 to 2500", true, 0.001, 0.002)]
    [InlineData("decode t = 1e-5·kv + 0.001 for 500 to 2500", false, 1e-5, 0.001)]
    public void The_line_that_passes_were_made_from_is_found_again(string row, bool isPrefill, double slope, double intercept)
    {
        var model = Learn(new[] { 500.0, 1000, 1500, 2000, 2500 }.Select(tokens => isPrefill
            ? new ForwardPass(tokens, 0, 0, (slope * tokens) + intercept)
            : new ForwardPass(0, 1, tokens, (slope * tokens) + intercept)));
        var line = isPrefill ? model.Prefill! : model.Decode!;
        Assert.Equal((row, slope, intercept), (row, Math.Round(isPrefill ? line.First : line.Second, 9), Math.Round(line.Intercept, 9)));
    }

    [Fact]
    public void Nothing_is_estimated_before_enough_passes_of_a_kind()
    {
        var model = PassModel.Create(new LoadOptions()).Learn(Enumerable.Range(1, 4).Select(i => new ForwardPass(i * 100, 0, 0, i / 1000.0)));
        Assert.Null(model.Seconds(100, 0, 0));
        Assert.NotNull(model.Learn([new ForwardPass(500, 0, 0, 0.005)]).Seconds(100, 0, 0));
        Assert.Null(model.Seconds(0, 1, 100));
        Assert.Equal(0, model.Seconds(0, 0, 0));
    }

    [Fact]
    public void More_work_that_took_less_time_is_no_line() =>
        Assert.Null(Learn([new(10, 0, 0, 0.030), new(20, 0, 0, 0.020), new(30, 0, 0, 0.010)]).Seconds(20, 0, 0));

    /// <summary>Times to the first token with what waited, as a router tells them: the free line would cross zero at 3,143 tokens.</summary>
    [Fact]
    public void Small_prompts_are_never_said_to_take_no_time()
    {
        var model = Learn([new(3200, 0, 0, 0.1), new(3800, 0, 0, 0.2), new(5000, 0, 0, 3), new(6000, 0, 0, 4)]);
        Assert.Equal(0, model.Prefill!.Intercept);
        Assert.Equal(2 * model.Seconds(1000, 0, 0)!.Value, model.Seconds(2000, 0, 0)!.Value, 9);
        Assert.InRange(model.Seconds(1000, 0, 0)!.Value, 0.3, 0.6);
    }

    [Fact]
    public void Where_both_axes_tell_the_same_a_line_through_the_origin_takes_one_of_them()
    {
        var line = Learn([new(0, 1, 1000, 0.001), new(0, 2, 2000, 0.012), new(0, 3, 3000, 0.023)]).Decode!;
        Assert.Equal(0, line.Intercept);
        Assert.Equal(0, line.First * line.Second);
        Assert.True(line.First + line.Second > 0, $"{line}");
    }

    [Fact]
    public void A_slope_that_would_be_negative_is_left_out_and_the_other_stays()
    {
        // More requests in the same cache took a little less time.
        var line = Learn([new(0, 1, 1000, 0.022), new(0, 4, 1000, 0.021), new(0, 1, 2000, 0.042), new(0, 4, 2000, 0.041)]).Decode!;
        Assert.Equal(0, line.First);
        Assert.Equal(2e-5, line.Second, 8);
    }

    [Fact]
    public void Heartbeats_and_nonsense_teach_nothing()
    {
        ForwardPass[] passes = [new(0, 0, 0, 0), new(100, 0, 0, 0), new(100, 0, 0, double.NaN), new(double.PositiveInfinity, 0, 0, 1), new(-5, 0, 0, 1)];
        var model = PassModel.Create(Three).Learn(passes);
        Assert.Empty(model.PrefillSamples.All);
        Assert.Empty(model.DecodeSamples.All);
    }

    [Fact]
    public void A_busy_hour_does_not_push_out_the_few_small_passes()
    {
        var model = Learn([new(10, 0, 0, 0.001), new(20, 0, 0, 0.002), new(30, 0, 0, 0.003)]);
        model = model.Learn(Enumerable.Range(0, 1000).Select(i => new ForwardPass(8000 + (i % 10), 0, 0, 0.8)));
        Assert.Equal(64, model.PrefillSamples.All.Count);
        Assert.Equal(3, model.PrefillSamples.All.Count(sample => sample.First < 100));
    }

    [Fact]
    public void Lines_follow_engines_that_become_slower()
    {
        var model = Learn(Passes(1e-5));
        for (var round = 0; round < 20; round++) model = model.Learn(Passes(2e-5));
        Assert.Equal(2e-5, model.Prefill!.First, 8);

        static IEnumerable<ForwardPass> Passes(double slope) => new[] { 500.0, 1000, 2000, 4000 }.Select(tokens => new ForwardPass(tokens, 0, 0, tokens * slope));
    }

    [Fact]
    public void A_profile_gives_a_line_before_any_engine_has_worked()
    {
        var profile = SampleProfiles.Profile();
        var model = PassModel.Create(new LoadOptions()).Learn([.. ProfilePasses.OfPrefill(profile.Prefill!, 8192), .. ProfilePasses.OfDecode(profile.Decode!)]);
        Assert.InRange(Ms(model.Seconds(profile.Prefill!.MaxIsl, 0, 0)) / profile.Prefill.TtftMs(profile.Prefill.MaxIsl), 0.7, 1.3);
        var (usage, context) = (0.5, profile.Decode!.MaxContextLength);
        var tokens = usage * profile.Decode.MaxKvTokens;
        Assert.InRange(Ms(model.Seconds(0, tokens / context, tokens)) / profile.Decode.At(usage, context).ItlMs, 0.7, 1.3);
    }

    /// <summary>A prompt takes its time to the first token; a decode step holds round(usage·cache) tokens of round(tokens/context) requests.</summary>
    [Fact]
    public void The_passes_of_a_profile_are_what_was_measured()
    {
        var profile = SampleProfiles.Profile();
        var prompts = ProfilePasses.OfPrefill(profile.Prefill!, 8192).ToList();
        Assert.Equal([(128, 0.030), (2048, 0.700)], new[] { prompts[0], prompts[^1] }.Select(pass => (pass.PrefillTokens, Math.Round(pass.Seconds, 9))));
        Assert.All(ProfilePasses.OfPrefill(profile.Prefill!, 1000), pass => Assert.InRange(pass.PrefillTokens, 128, 1000));

        var step = ProfilePasses.OfDecode(profile.Decode!).Single(pass => pass is { DecodeKvTokens: 50_000, DecodeRequests: > 50 });
        Assert.Equal((98, Math.Round(SampleProfiles.Itl(0.5, 512) / 1000, 6)), (step.DecodeRequests, Math.Round(step.Seconds, 6)));
    }

    private static PassModel Learn(IEnumerable<ForwardPass> passes) => PassModel.Create(Three).Learn(passes);

    private static double Ms(double? seconds) => seconds!.Value * 1000;
}
