using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Fixed thresholds; context 4096 tokens, KV cache 100,000 tokens, as in the domain document's table of load scaling.</summary>
public sealed class ThresholdTests
{
    [Theory]
    [InlineData("queued 4096", LoadTarget.Throughput, new[] { 4096.0 }, 2, "scale_up")]
    [InlineData("queued 2048 on both", LoadTarget.Throughput, new[] { 2048.0, 2048 }, 2, "no_change")]
    [InlineData("ctx/20 on both", LoadTarget.Throughput, new[] { 204.8, 204.8 }, 1, "scale_down")]
    [InlineData("latency, ctx/10 + 1", LoadTarget.Latency, new[] { 410.6 }, 2, "scale_up")]
    [InlineData("latency, empty queues", LoadTarget.Latency, new[] { 0.0, 0 }, 1, "scale_down")]
    [InlineData("latency, one token queued", LoadTarget.Latency, new[] { 1.0, 0 }, 2, "no_change")]
    [InlineData("any of two is enough", LoadTarget.Throughput, new[] { 4096.0, 0 }, 3, "scale_up")]
    [InlineData("one replica never shrinks", LoadTarget.Throughput, new[] { 0.0 }, 1, "no_change")]
    public void Prefill(string row, LoadTarget target, double[] queued, int wanted, string reason)
    {
        var verdict = LoadSizing.OfPrefill(Role(Times(queued.Length, i => Queued(queued[i], i))), Options(target));
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
        Assert.NotEmpty(verdict.Message);
    }

    [Theory]
    [InlineData("0.8 used and 0.3 queued", LoadTarget.Throughput, new[] { 0.8 }, 0.3, 2, "scale_up")]
    [InlineData("exactly full does not grow", LoadTarget.Throughput, new[] { 0.8 }, 0.2, 1, "no_change")]
    [InlineData("0.4 on both", LoadTarget.Throughput, new[] { 0.4, 0.4 }, 0, 1, "scale_down")]
    [InlineData("0.7 on both", LoadTarget.Throughput, new[] { 0.7, 0.7 }, 0, 2, "no_change")]
    [InlineData("latency, 0.45", LoadTarget.Latency, new[] { 0.45 }, 0, 2, "scale_up")]
    [InlineData("latency, 0.05 on both", LoadTarget.Latency, new[] { 0.05, 0.05 }, 0, 1, "scale_down")]
    [InlineData("any of two is enough", LoadTarget.Throughput, new[] { 1.1, 0.2 }, 0, 3, "scale_up")]
    [InlineData("0.59 on both: Dynamo shrinks, here on purpose not, as one would overflow", LoadTarget.Throughput, new[] { 0.59, 0.59 }, 0, 2, "scale_down_refused_consolidation")]
    public void Decode(string row, LoadTarget target, double[] shares, double queued, int wanted, string reason)
    {
        var engines = Times(shares.Length, i => Kv(shares[i] * MaxKvTokens, queued * MaxKvTokens, i));
        var verdict = LoadSizing.OfDecode(Role(engines), Options(target), isAggregated: false);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    [Theory]
    [InlineData("up at the threshold", 8000, 2, "scale_up")]
    [InlineData("between", 7999, 1, "no_change")]
    public void Prefill_by_the_plan_s_own_tokens(string row, double queued, int wanted, string reason)
    {
        var options = Options(LoadTarget.Load) with { PrefillThresholds = LoadThresholds.Named(8000, 500) };
        var verdict = LoadSizing.OfPrefill(Role(Queued(queued)) with { Capabilities = EngineCapabilities.Unknown }, options);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    [Theory]
    [InlineData("up at the threshold", new[] { 0.9 }, 2, "scale_up")]
    [InlineData("down at the threshold", new[] { 0.4, 0.4 }, 1, "scale_down")]
    [InlineData("just above it", new[] { 0.41, 0.4 }, 2, "no_change")]
    public void Decode_by_the_plan_s_own_percentages(string row, double[] shares, int wanted, string reason)
    {
        var options = Options(LoadTarget.Load) with { DecodeThresholds = LoadThresholds.Named(0.9, 0.4) };
        var verdict = LoadSizing.OfDecode(Role(Times(shares.Length, i => Kv(shares[i] * MaxKvTokens, 0, i))), options, isAggregated: false);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    [Fact]
    public void An_aggregated_engine_s_queued_prompts_count_as_cache_that_is_needed_soon()
    {
        Assert.Equal(2, LoadSizing.OfDecode(Role(Both(80_000, 30_000)), Options(LoadTarget.Throughput), isAggregated: true).Wanted);
        Assert.Equal(1, LoadSizing.OfDecode(Role(Both(80_000, 30_000)), Options(LoadTarget.Throughput), isAggregated: false).Wanted);
    }

    [Fact]
    public void Growth_jumps_to_what_the_load_supports_and_at_most_doubles()
    {
        // Four engines with 1.4 context lengths each: six share them below one each.
        Assert.Equal(6, LoadSizing.OfPrefill(Role(Times(4, i => Queued(1.4 * ContextLength, i))), Options(LoadTarget.Throughput)).Wanted);
        Assert.Equal(8, LoadSizing.OfPrefill(Role(Times(4, i => Queued(50 * ContextLength, i))), Options(LoadTarget.Throughput)).Wanted);
    }

    [Fact]
    public void Work_of_two_engines_that_would_overfill_one_cancels_only_the_start_of_a_third_and_then_holds()
    {
        var engines = Times(2, i => Kv(0.55 * MaxKvTokens, 0, i));
        var starting = LoadSizing.OfDecode(Role(3, engines), Options(LoadTarget.Throughput), isAggregated: false);
        Assert.Equal((2, "scale_down"), (starting.Wanted, starting.Reason.Token()));
        var settled = LoadSizing.OfDecode(Role(2, engines), Options(LoadTarget.Throughput), isAggregated: false);
        Assert.Equal((2, "scale_down_refused_consolidation"), (settled.Wanted, settled.Reason.Token()));
    }
}
