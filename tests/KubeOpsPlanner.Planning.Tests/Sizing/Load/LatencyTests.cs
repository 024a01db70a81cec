using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Latencies estimated from passes, with the numbers of the domain document's table of load scaling.</summary>
public sealed class LatencyTests
{
    [Theory]
    [InlineData("kv 1500, ITL 100", 1500, 100, 1, "scale_down")]
    [InlineData("kv 8000, ITL 100", 8000, 100, 2, "scale_down_refused_consolidation")]
    [InlineData("kv 60,000 of 100k, whatever the target", 60_000, 10_000, 2, "scale_down_refused_consolidation")]
    public void Decode_of_two(string row, double kv, double itlMs, int wanted, string reason)
    {
        var options = Sla(itlMs: itlMs);
        var role = Role(Times(2, i => Kv(kv, 0, i))) with { Model = Decode(options) };
        var verdict = LoadSizing.OfDecode(role, options, isAggregated: false);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    [Fact]
    public void A_cache_that_would_overflow_is_named()
    {
        var options = Sla(itlMs: 10_000);
        var verdict = LoadSizing.OfDecode(Role(Times(2, i => Kv(60_000, 0, i))) with { Model = Decode(options) }, options, isAggregated: false);
        Assert.Contains("decode-0 would hold 120000 of 100000 KV tokens", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slope 1e-5, N=2, queue 0, TTFT 100", 2, 0, 100, 1, "scale_down")]
    [InlineData("slope 1e-5, N=10, queue 2000, TTFT 100", 10, 2000, 100, 9, "scale_down")]
    [InlineData("slope 1e-5, N=2, queue 4000, TTFT 100", 2, 4000, 100, 2, "scale_down_refused_consolidation")]
    public void Prefill(string row, int engines, double queued, double ttftMs, int wanted, string reason)
    {
        var options = Sla(ttftMs);
        var role = Role(Times(engines, i => Queued(queued, i))) with { Model = LoadFixture.Prefill(options, 1e-5, 0.001) };
        var verdict = LoadSizing.OfPrefill(role, options);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    /// <remarks>The table's row for a queue of 30,000 is the answer of one of two engines: together they would grow.</remarks>
    [Fact]
    public void Prefill_slope_1e5_with_a_queue_of_30000_never_shrinks()
    {
        var options = Sla(100);
        var model = LoadFixture.Prefill(options, 1e-5, 0.001);
        Assert.Equal((2, "scale_down_refused_consolidation"), Decided(Role(Queued(30_000), Queued(0, 1)) with { Model = model }, options));
        Assert.Equal((4, "scale_up"), Decided(Role(Queued(30_000), Queued(30_000, 1)) with { Model = model }, options));
    }

    [Theory]
    [InlineData("SLA 50, queue 1000", 50, 1, "scale_down")]
    [InlineData("SLA 15, queue 1000", 15, 2, "scale_down_refused_consolidation")]
    public void Prefill_whose_own_time_is_21_ms(string row, double ttftMs, int wanted, string reason)
    {
        var options = Sla(ttftMs);
        var model = LoadFixture.Prefill(options, 1e-5, 0.001, 1900, 1950, 2000, 2050, 2100);
        Assert.Equal(0.021, model.Seconds(model.MeanPromptTokens!.Value, 0, 0)!.Value, 6);
        Assert.Equal((row, (wanted, reason)), (row, Decided(Role(Times(2, i => Queued(1000, i))) with { Model = model }, options)));
    }

    [Theory]
    [InlineData(1, "1 of 4 engines exceeds 100 estimated time to the first token [ms], too few to grow; the worst has 3")]
    [InlineData(2, "2 of 4 engines exceed 100 estimated time to the first token [ms], too few to grow; the worst has 3")]
    public void Engines_that_are_over_and_too_few_to_grow_are_counted(int over, string message)
    {
        var options = Sla(100);
        var role = Role(Times(4, i => Queued(i < over ? 30_000 : 4000, i))) with { Model = LoadFixture.Prefill(options, 1e-5, 0.001) };
        var verdict = LoadSizing.OfPrefill(role, options);
        Assert.Equal((4, "scale_down_refused_consolidation"), (verdict.Wanted, verdict.Reason.Token()));
        Assert.StartsWith(message, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_an_idle_engine_misses_is_not_said_to_be_kept()
    {
        var options = Sla(10);
        var verdict = LoadSizing.OfPrefill(Role(Queued(0)) with { Model = LoadFixture.Prefill(options, 1e-5, 0.001) }, options);
        Assert.Equal((1, "the worst has 16, over 10 estimated time to the first token [ms], but an idle engine misses that already and no queue exceeds it"), (verdict.Wanted, verdict.Message));
    }

    [Theory]
    [InlineData("30k kv, TTFT 500", 30_000, 500, 2, "scale_down_refused_consolidation")]
    [InlineData("10k kv, TTFT 2000", 10_000, 2000, 1, "scale_down")]
    public void Aggregated(string row, double kv, double ttftMs, int wanted, string reason)
    {
        var options = Sla(ttftMs, itlMs: 1000);
        var role = Role(Times(2, i => Both(kv, 0, i))) with { Model = LoadFixture.Aggregated(options) };
        var verdict = LoadSizing.OfDecode(role, options, isAggregated: true);
        Assert.Equal((row, wanted, reason), (row, verdict.Wanted, verdict.Reason.Token()));
    }

    [Fact]
    public void An_aggregated_pool_grows_for_either_phase_and_shrinks_only_for_both()
    {
        var options = Sla(ttftMs: 300, itlMs: 300);
        var model = LoadFixture.Aggregated(options);
        Assert.Equal("scale_up", LoadSizing.OfDecode(Role(Both(2000, 60_000)) with { Model = model }, options, isAggregated: true).Reason.Token());
        Assert.Equal("scale_up", LoadSizing.OfDecode(Role(Both(40_000)) with { Model = model }, options, isAggregated: true).Reason.Token());
        Assert.Equal("scale_down", LoadSizing.OfDecode(Role(Both(500), Both(500, 0, 1)) with { Model = model }, options, isAggregated: true).Reason.Token());
        Assert.Equal("scale_down_refused_consolidation", LoadSizing.OfDecode(Role(Both(500, 20_000), Both(500, 0, 1)) with { Model = model }, options, isAggregated: true).Reason.Token());
    }

    [Fact]
    public void Where_no_source_sees_prompts_decode_speaks_for_an_aggregated_pool()
    {
        var options = Sla(itlMs: 100);
        var engines = Times(2, i => Kv(1500, 0, i));
        Assert.Equal(1, LoadSizing.OfDecode(Role(engines) with { Model = Decode(options) }, options, isAggregated: true).Wanted);
    }

    [Fact]
    public void Sensitivity_0_never_shrinks_and_more_sensitivity_shrinks_sooner()
    {
        foreach (var (sensitivity, wanted) in new[] { (0.0, 2), (0.2, 2), (0.8, 1), (1.0, 1) })
        {
            var options = Sla(itlMs: 60) with { DownSensitivity = sensitivity };
            var role = Role(Times(2, i => Kv(1000, 0, i))) with { Model = Decode(options) };
            Assert.Equal((sensitivity, wanted), (sensitivity, LoadSizing.OfDecode(role, options, isAggregated: false).Wanted));
        }
    }

    [Theory]
    [InlineData(null, 2, "no_change")]
    [InlineData(0.9, 4, "scale_up")]
    public void One_overloaded_engine_grows_the_pool_where_most_requests_shall_meet_the_target(double? percentile, int wanted, string reason)
    {
        var options = Sla(100) with { Percentile = percentile, DownSensitivity = 0 };
        var role = Role(Queued(30_000), Queued(0, 1)) with { Model = LoadFixture.Prefill(options, 1e-5, 0.001) };
        Assert.Equal((wanted, reason), Decided(role, options));
    }

    /// <remarks>Upstream grows by one every interval, up to the ceiling, when an idle engine misses the target already.</remarks>
    [Fact]
    public void A_target_that_an_idle_engine_misses_is_not_chased_until_the_queue_alone_exceeds_it()
    {
        var options = Sla(10);
        var model = LoadFixture.Prefill(options, 1e-5, 0.001, 1900, 1950, 2000, 2050, 2100);
        Assert.Equal((1, "no_change"), Decided(Role(Queued(0)) with { Model = model }, options));
        Assert.Equal((1, "no_change"), Decided(Role(Queued(900)) with { Model = model }, options));
        Assert.Equal((2, "scale_up"), Decided(Role(Queued(1100)) with { Model = model }, options));
    }

    [Fact]
    public void Long_queues_take_several_passes()
    {
        var options = Sla(240) with { MinObservations = 2 };
        var model = PassModel.Create(options).Learn(
            new[] { 50.0, 100 }.Select(tokens => new ForwardPass(tokens, 0, 0, tokens / 1000)));
        // 250 tokens in passes of 100: 100 + 100 + 50 ms.
        var role = Role(Queued(150)) with { Model = model, PromptTokens = 100, Capabilities = new EngineCapabilities(4096, null, 100) };
        var verdict = LoadSizing.OfPrefill(role, options);
        Assert.Equal(250, verdict.Figures.Worst!.Value, 6);
        Assert.Equal((2, "scale_up"), (verdict.Wanted, verdict.Reason.Token()));
        Assert.Equal(0.001, verdict.Figures.Line!.First, 9);
    }

    [Fact]
    public void Cached_prompts_and_accepted_guesses_make_requests_faster()
    {
        var options = Sla(100, 100);
        var cold = Role(Queued(400)) with { Model = LoadFixture.Prefill(options, 0.001, 0), PromptTokens = null };
        var warm = cold with { CacheHitRate = 0.5 };
        Assert.Equal(
            LoadSizing.OfPrefill(cold, options).Figures.Worst!.Value / 2, LoadSizing.OfPrefill(warm, options).Figures.Worst!.Value, 6);

        var one = Role(Kv(1500)) with { Model = Decode(options) };
        Assert.Equal(
            LoadSizing.OfDecode(one, options, false).Figures.Worst!.Value / 2,
            LoadSizing.OfDecode(one with { AcceptLength = 2 }, options, false).Figures.Worst!.Value, 6);
    }

    private static (int, string) Decided(RoleLoad role, LoadOptions options)
    {
        var verdict = LoadSizing.OfPrefill(role, options);
        return (verdict.Wanted, verdict.Reason.Token());
    }
}
