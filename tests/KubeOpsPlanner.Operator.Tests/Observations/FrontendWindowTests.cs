using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class FrontendWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static FrontendCounters Read(string page, string? model = "qwen") =>
        FrontendCounters.From(Exposition.Parse(page), TrafficSeries.Frontend(model, "inference-chat"));

    private static string Page(int started, int completed, double ttftSum, int ttftCount, double islSum) =>
        $$"""
        dynamo_frontend_requests_started_total{model="Qwen",dynamo_namespace="inference-chat"} {{started}}
        dynamo_frontend_requests_started_total{model="other",dynamo_namespace="inference-chat"} 9999
        dynamo_frontend_requests_started_total{model="Qwen",dynamo_namespace="someone-else"} 9999
        dynamo_frontend_requests_total{model="Qwen",dynamo_namespace="inference-chat"} {{completed}}
        dynamo_frontend_time_to_first_token_seconds_sum{model="Qwen"} {{ttftSum}}
        dynamo_frontend_time_to_first_token_seconds_count{model="Qwen"} {{ttftCount}}
        dynamo_frontend_input_sequence_tokens_sum{model="Qwen"} {{islSum}}
        dynamo_frontend_input_sequence_tokens_count{model="Qwen"} {{completed}}
        """;

    [Fact]
    public void A_window_is_the_difference_of_two_scrapes_of_our_own_series()
    {
        var window = FrontendWindow.Between(Read(Page(100, 90, 9, 90, 90_000)), Read(Page(160, 140, 24, 140, 240_000)), Minute)!;
        Assert.Equal(60, window.Traffic.Requests);
        Assert.Equal(3000, window.Traffic.Isl);
        Assert.Equal(300, window.Traffic.TtftMs!.Value, 6);
        Assert.True(window.IsStreaming);
        Assert.Null(window.Traffic.Osl);
        Assert.Null(window.Traffic.ItlMs);
    }

    private const string Cached = "dynamo_frontend_cached_tokens_sum{model=\"Qwen\"}";
    private const string CachedCount = "dynamo_frontend_cached_tokens_count{model=\"Qwen\"}";
    private const string Hits = "dynamo_component_router_kv_hit_rate_sum{dynamo_namespace=\"inference_chat\"}";
    private const string HitCount = "dynamo_component_router_kv_hit_rate_count{dynamo_namespace=\"inference_chat\"}";

    /// <remarks>50 requests of 3000 tokens in between.</remarks>
    [Theory]
    [InlineData("nobody counts", "", "", null)]
    [InlineData("engines: 60,000 of 150,000 tokens", $"{Cached} 10\n{CachedCount} 1", $"{Cached} 60010\n{CachedCount} 9", 0.4)]
    [InlineData("the first cached tokens", "", $"{Cached} 60000\n{CachedCount} 9", 0.4)]
    [InlineData("the router: 25 of 50", $"{Hits} 10\n{HitCount} 90", $"{Hits} 35\n{HitCount} 140", 0.5)]
    [InlineData("the lower of both", $"{Cached} 0\n{CachedCount} 0\n{Hits} 10\n{HitCount} 90", $"{Cached} 60000\n{CachedCount} 9\n{Hits} 35\n{HitCount} 140", 0.4)]
    [InlineData("the router saw no request", $"{Hits} 10\n{HitCount} 90", $"{Hits} 10\n{HitCount} 90", double.NaN)]
    [InlineData("a counter that went back", $"{Cached} 10\n{CachedCount} 1", $"{Cached} 5\n{CachedCount} 1", null)]
    [InlineData("another pool's router", "", "dynamo_component_router_kv_hit_rate_sum{dynamo_namespace=\"other\"} 9\ndynamo_component_router_kv_hit_rate_count{dynamo_namespace=\"other\"} 9", null)]
    public void Cached_prompts_are_counted_by_engines_and_routers(string row, string before, string after, double? expected)
    {
        var window = FrontendWindow.Between(
            Read($"{Page(100, 90, 9, 90, 90_000)}\n{before}"), Read($"{Page(160, 140, 24, 140, 240_000)}\n{after}"), Minute)!;
        Assert.Equal((row, expected), (row, window.CacheHitRate));
    }

    [Fact]
    public void Cached_prompts_of_a_new_generation_of_workers_are_ours()
    {
        var page = Exposition.Parse("dynamo_component_router_kv_hit_rate_sum{dynamo_namespace=\"inference_chat_7f3a\"} 9\ndynamo_component_router_kv_hit_rate_count{dynamo_namespace=\"inference_chat_7f3a\"} 10\n");
        var series = TrafficSeries.Frontend("qwen", "inference-chat");
        Assert.Null(FrontendCounters.From(page, series).CacheHits);
        Assert.Equal(new RunningMean(9, 10), FrontendCounters.From(page, series with { RuntimeNamespace = "inference-chat-7f3a" }).CacheHits);
    }

    [Fact]
    public void Starts_are_preferred_because_completions_hide_a_queue() =>
        Assert.Equal(150, FrontendWindow.Between(Read(Page(0, 0, 0, 0, 0)), Read(Page(150, 73, 0, 73, 1)), Minute)!.Traffic.Requests);

    [Fact]
    public void Completions_count_where_the_frontend_does_not_count_starts()
    {
        var before = Read("dynamo_frontend_requests_total 10");
        var after = Read("dynamo_frontend_requests_total 83");
        Assert.Equal(73, FrontendWindow.Between(before, after, Minute)!.Traffic.Requests);
    }

    [Fact]
    public void A_counter_that_went_back_makes_the_window_unknown() =>
        Assert.Null(FrontendWindow.Between(Read(Page(100, 90, 9, 90, 1)), Read(Page(3, 2, 1, 2, 1)), Minute));

    [Fact]
    public void No_time_makes_the_window_unknown() =>
        Assert.Null(FrontendWindow.Between(Read(Page(1, 1, 1, 1, 1)), Read(Page(2, 2, 2, 2, 2)), TimeSpan.Zero));

    [Fact]
    public void Absent_and_NaN_counters_are_unknown_not_zero()
    {
        var empty = Read("");
        var window = FrontendWindow.Between(empty, Read("dynamo_frontend_requests_started_total NaN"), Minute)!;
        Assert.Null(window.Traffic.Requests);
        Assert.Null(window.QueuedRequests);
        Assert.Null(window.IsStreaming);
    }

    [Fact]
    public void An_idle_window_is_a_known_zero()
    {
        var page = Read(Page(100, 100, 9, 100, 1));
        var window = FrontendWindow.Between(page, page, Minute)!;
        Assert.Equal(0, window.Traffic.Requests);
        Assert.Equal(double.NaN, window.Traffic.Isl);
    }

    [Fact]
    public void Requests_without_streaming_are_recognised() =>
        Assert.False(FrontendWindow.Between(Read(Page(10, 10, 0, 0, 0)), Read(Page(20, 20, 0, 0, 9)), Minute)!.IsStreaming);
}
