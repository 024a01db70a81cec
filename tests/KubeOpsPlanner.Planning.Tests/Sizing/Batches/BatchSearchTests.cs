using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Batches;

/// <summary>The capacity search of the domain document's section 2.2, with its worked numbers.</summary>
public sealed class BatchSearchTests
{
    private static readonly LoadOptions Learning = new() { MinObservations = 2 };

    /// <summary>1 ms per prompt token, whatever decodes beside it.</summary>
    private static readonly PassModel PerToken = PassModel.Create(Learning).Learn(
    [
        new ForwardPass(10, 0, 0, 0.010), new ForwardPass(20, 0, 0, 0.020),
        new ForwardPass(1, 1, 3, 0.001), new ForwardPass(3, 1, 3, 0.003), new ForwardPass(3, 1, 9, 0.003), new ForwardPass(1, 1, 9, 0.001),
    ]);

    /// <summary>20 ms per decode step, whatever is in it.</summary>
    private static readonly PassModel PerStep = PassModel.Create(Learning).Learn(
        Enumerable.Repeat(new ForwardPass(0, 4, 100, 0.020), 2));

    private static EnginePasses Engine(PassModel model, double tokens = 8192, double requests = 512, double kv = 2_000_000) =>
        new(model, new BatchLimits(tokens, requests, kv));

    private static CapacityQuery Query(double isl, double osl, double ttftMs = 1e6, double itlMs = 1e6, PlanMode mode = PlanMode.Disagg) =>
        new(mode, isl, osl, new LatencyTargets(ttftMs, itlMs), new GpusPerReplica(1, 1), CapacityCorrection.None);

    [Fact]
    public void Prompts_of_250_tokens_in_passes_of_100_take_a_quarter_of_a_second() =>
        Assert.Equal(0.25, Engine(PerToken, tokens: 100).ChunkedSeconds(250)!.Value, 9);

    [Fact]
    public void Decode_accepts_2_of_a_20_ms_step_four_at_once_10_tokens_each()
    {
        var point = BatchSearch.Decode(Engine(PerStep, requests: 4) with { AcceptLength = 2 }, Query(1, 10))!.Value;
        Assert.Equal((4, 10.0, 40.0), (point.Batch, Math.Round(point.ItlMs, 9), Math.Round(point.RequestsPerSecond, 6)));
    }

    [Fact]
    public void Aggregated_2_tokens_in_2_out_in_passes_of_8()
    {
        var point = BatchSearch.Aggregated(Engine(PerToken, tokens: 8), Query(2, 2))!.Value;
        Assert.Equal((500.0, 3.0, 1.0), (Math.Round(point.RequestsPerSecond, 6), Math.Round(point.TtftMs, 6), Math.Round(point.ItlMs, 6)));
        Assert.Equal(4, point.RequestMs(outputTokens: 2), 6);
    }

    [Theory]
    [InlineData("cold", 0.0, 400.0, 2.5)]
    [InlineData("half of the prompt is cached", 0.5, 200.0, 5.0)]
    public void A_prefix_cache_halves_the_time_and_doubles_the_rate(string row, double hitRate, double ttftMs, double requestsPerSecond)
    {
        var point = BatchSearch.Prefill(Engine(PerToken) with { CacheHitRate = hitRate }, Query(400, 1))!.Value;
        Assert.Equal((row, ttftMs, requestsPerSecond), (row, Math.Round(point.TtftMs, 6), Math.Round(point.RequestsPerSecond, 6)));
    }

    [Theory]
    [InlineData("100 tokens do not fit into a cache of 50", 8192, 512, 50)]
    [InlineData("no tokens", 0, 512, 2_000_000)]
    [InlineData("no requests", 8192, 0, 2_000_000)]
    [InlineData("a cache below zero", 8192, 512, -1)]
    public void No_capacity(string row, double tokens, double requests, double kv) =>
        Assert.Equal((row, null), (row, BatchSearch.Decode(Engine(PerStep, tokens, requests, kv), Query(100, 10))));

    [Theory]
    [InlineData("one prompt longer than a pass", 9000, 1)]
    [InlineData("as many as fit into a pass", 2048, 4)]
    public void Prefill_batches(string row, double isl, int most)
    {
        // Passes cost 10 ms each besides, so fuller ones are better.
        var model = PassModel.Create(Learning).Learn([new ForwardPass(1000, 0, 0, 0.11), new ForwardPass(2000, 0, 0, 0.21)]);
        Assert.Equal((row, most), (row, BatchSearch.Prefill(Engine(model), Query(isl, 1))!.Value.Batch));
        Assert.Equal((row, 1), (row, BatchSearch.Prefill(Engine(model), Query(isl, 1, ttftMs: (isl / 10) + 15))!.Value.Batch));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "1 2 3")]
    [InlineData(128, "1 2 3 … 126 127 128, 128")]
    [InlineData(512, "1 5 9 … 503 507 512, 128")]
    public void Batch_sizes(int largest, string expected)
    {
        var sizes = BatchSizes.UpTo(largest).ToArray();
        var text = sizes.Length <= 3 ? string.Join(' ', sizes) : $"{string.Join(' ', sizes[..3])} … {string.Join(' ', sizes[^3..])}, {sizes.Length}";
        Assert.Equal(expected, text);
    }

    [Fact]
    public void Where_no_engine_tells_8192_tokens_512_requests_and_2000000_cached_tokens_are_assumed() =>
        Assert.Equal((8192, 512, 2_000_000), (new BatchLimits().MaxBatchedTokens, new BatchLimits().MaxRequests, new BatchLimits().MaxKvTokens));

    [Fact]
    public void What_meets_the_targets_beats_what_is_faster_and_misses_them()
    {
        var model = PassModel.Create(Learning).Learn([new ForwardPass(0, 1, 100, 0.011), new ForwardPass(0, 11, 1100, 0.021), new ForwardPass(0, 21, 2100, 0.031)]);
        var free = BatchSearch.Decode(Engine(model, requests: 40), Query(95, 10))!.Value;
        var bound = BatchSearch.Decode(Engine(model, requests: 40), Query(95, 10, itlMs: 20.001))!.Value;
        Assert.Equal((40, 10), (free.Batch, bound.Batch));
        Assert.True(bound.ItlMs <= 20.001 && bound.RequestsPerSecond < free.RequestsPerSecond);
        Assert.False(BatchSearch.Decode(Engine(model, requests: 40), Query(95, 10, itlMs: 5))!.Value.Meets(new LatencyTargets(1e6, 5)));
    }

    [Fact]
    public void A_plan_without_a_profile_is_sized_by_what_its_engines_have_shown()
    {
        // 1 ms per prompt token: a prompt of 400 takes 0.4 s, so 10 requests/s need four engines; decode does 512 in 20 ms steps.
        var inputs = new LocalPlanInputs
        {
            Now = TimeSpan.Zero,
            Window = new TrafficWindow(60, 600, 400, 10),
            Current = new ReplicaPair(1, 1),
            Ready = new ServingReplicas(1, 1),
            Gpus = new GpusPerReplica(1, 1),
            Passes = new PoolPasses(Engine(PerToken), Engine(PerStep)),
        };
        var state = LocalPlanState.Create(new PredictorOptions("constant"), 60);
        Assert.Equal(new ReplicaPair(4, 1), LocalPlanner.Plan(inputs, state).Decision.Desired);
        Assert.Equal("model_not_ready", LocalPlanner.Plan(inputs with { Passes = PoolPasses.Unknown }, state).Decision.Reason.Token());
    }
}
