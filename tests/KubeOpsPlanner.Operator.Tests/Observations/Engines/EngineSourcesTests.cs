using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Tests.Observations.Engines;

public sealed class EngineSourcesTests
{
    private const string RouterGauges =
        """
        dynamo_frontend_queued_requests{model="Qwen"} 9
        dynamo_frontend_model_context_length{model="qwen"} 8192
        dynamo_frontend_model_kv_cache_block_size{model="qwen"} 16
        dynamo_frontend_model_total_kv_blocks{model="qwen"} 10000
        dynamo_frontend_model_max_num_batched_tokens{model="qwen"} 4096
        dynamo_frontend_worker_active_prefill_tokens{worker_id="1",dp_rank="0",worker_type="prefill"} 6000
        dynamo_frontend_worker_last_time_to_first_token_seconds{worker_id="1",dp_rank="0",worker_type="prefill"} 0.5
        dynamo_frontend_worker_last_input_sequence_tokens{worker_id="1",dp_rank="0",worker_type="prefill"} 3000
        dynamo_frontend_worker_active_decode_blocks{worker_id="2",dp_rank="0",worker_type="decode"} 500
        dynamo_frontend_worker_last_inter_token_latency_seconds{worker_id="2",dp_rank="0",worker_type="decode"} 0.02
        dynamo_frontend_worker_active_decode_blocks{worker_id="3",dp_rank="0",worker_type="decode"} NaN
        """;

    [Fact]
    public async Task The_router_s_gauges_tell_tokens_of_each_worker_and_what_its_model_holds()
    {
        var seen = await ReadAsync(new PagesInMemory { Traffic = RouterGauges });
        Assert.Equal("KV router", seen.Source);
        Assert.True(seen.Finding.IsGood);
        var prefill = Assert.Single(seen.Prefill.Engines);
        Assert.Equal(("1", 6000.0), (prefill.Worker, prefill.QueuedPrefillTokens!.Value));
        Assert.Equal([new ForwardPass(9000, 0, 0, 0.5)], prefill.Passes);
        Assert.Equal(new EngineCapabilities(8192, 160_000, 4096), seen.Prefill.Capabilities);

        var decode = Assert.Single(seen.Decode.Engines);
        Assert.Equal(("2", 8000.0), (decode.Worker, decode.DecodeKvTokens!.Value));
        Assert.Equal([new ForwardPass(0, 0, 8000, 0.02)], decode.Passes);
    }

    [Fact]
    public async Task What_has_no_first_token_and_is_with_no_engine_waits_before_prefill()
    {
        // Nine requests without a first token: two are queued in the engine, one is computed.
        var seen = await ReadAsync(new PagesInMemory { Traffic = RouterGauges });
        Assert.Equal(6, seen.Prefill.WaitingRequests);
        Assert.Null(seen.Decode.WaitingRequests);
    }

    [Fact]
    public async Task A_router_that_counts_its_own_queues_is_believed()
    {
        var seen = await ReadAsync(new PagesInMemory
        {
            Traffic = RouterGauges
                + "\ndynamo_frontend_router_queue_pending_requests{worker_type=\"prefill\"} 4\n"
                + "dynamo_frontend_router_queue_pending_requests{worker_type=\"decode\"} 3\n",
        });
        Assert.Equal((4, 3), (seen.Prefill.WaitingRequests, seen.Decode.WaitingRequests));

        // What waits in the router was before the last first token too: four prompts of 3000 tokens beside those in the engine.
        Assert.Equal([new ForwardPass(21_000, 0, 0, 0.5)], Assert.Single(seen.Prefill.Engines).Passes);
    }

    [Fact]
    public async Task A_local_router_s_own_names_and_underscored_namespace_are_understood()
    {
        var seen = await ReadAsync(
            new PagesInMemory
            {
                Traffic =
                    """
                    dynamo_component_router_worker_active_prefill_tokens{dynamo_namespace="inference_chat",worker_id="7"} 100
                    dynamo_component_router_worker_active_prefill_tokens{dynamo_namespace="inference_code",worker_id="8"} 100
                    dynamo_component_router_queue_pending_requests{dynamo_namespace="inference_chat"} 5
                    """,
            },
            question => question with { Decode = null });
        Assert.Equal(["7"], seen.Prefill.Engines.Select(engine => engine.Worker));
        Assert.Equal(5, seen.Prefill.WaitingRequests);
    }

    [Fact]
    public async Task Where_two_roles_are_planned_workers_without_a_type_are_nobody_s()
    {
        var page = new PagesInMemory { Traffic = "dynamo_frontend_worker_active_prefill_tokens{worker_id=\"1\"} 5\n" };
        Assert.Null((await ReadAsync(page)).Source);
        Assert.Single((await ReadAsync(page, question => question with { Decode = null })).Prefill.Engines);
    }

    [Fact]
    public async Task Forward_passes_come_first_and_are_read_field_by_field()
    {
        var seen = await ReadAsync(
            new PagesInMemory
            {
                Traffic = RouterGauges,
                Text =
                    """
                    {"1/0": {"worker_type": "prefill", "version": 1, "counter_id": 41, "wall_time": 0.25,
                             "scheduled_requests": {"num_prefill_requests": 2, "sum_prefill_tokens": 5000, "num_decode_requests": 0, "sum_decode_kv_tokens": 0},
                             "queued_requests": {"sum_prefill_tokens": 700, "sum_decode_kv_tokens": 0}},
                     "2/0": {"worker_type": "decode", "worker_id": 22, "counter_id": 7, "wall_time": 0,
                             "scheduled_requests": {"num_decode_requests": 3, "sum_decode_kv_tokens": 9000},
                             "queued_requests": {"sum_decode_kv_tokens": 500}}}
                    """,
            },
            question => question with { ForwardPassEndpoint = new Uri("http://relay/fpm") });
        Assert.Equal("forward-pass metrics", seen.Source);
        var prefill = Assert.Single(seen.Prefill.Engines);
        Assert.Equal(("1", 700.0, 41L), (prefill.Worker, prefill.QueuedPrefillTokens!.Value, prefill.Counter!.Value));
        Assert.Equal([new ForwardPass(5000, 0, 0, 0.25) { PrefillRequests = 2 }], prefill.Passes);
        var decode = Assert.Single(seen.Decode.Engines);
        Assert.Equal(("22", 9000.0, 500.0, 3.0), (decode.Worker, decode.DecodeKvTokens!.Value, decode.QueuedDecodeKvTokens!.Value, decode.DecodeRequests!.Value));
        Assert.Empty(decode.Passes);
    }

    [Theory]
    [InlineData("[", "http://relay/fpm is no JSON: line 1, byte 1")]
    [InlineData("7", "http://relay/fpm is neither an array nor an object of samples")]
    [InlineData("""[{"worker_id": "1", "worker_type": "prefill", "version": 3}]""", "http://relay/fpm has forward-pass metrics of version 3, this operator understands version 1")]
    [InlineData("""[{"worker_id": "1"}]""", "http://relay/fpm has no engine of this graph: give each sample its worker_type, prefill or decode")]
    [InlineData("""[7, {"worker_id": ""}]""", "http://relay/fpm has no engine of this graph")]
    [InlineData(null, "http://relay/fpm did not answer")]
    public async Task Forward_passes_that_cannot_be_read_say_why(string? text, string problem)
    {
        var seen = await ReadAsync(
            new PagesInMemory { Text = text },
            question => question with { Source = EngineMetricsSource.ForwardPass, ForwardPassEndpoint = new Uri("http://relay/fpm") });
        Assert.Equal($"nobody tells how busy the engines are. Asked were forward-pass metrics: {problem}", seen.Finding.Message);
    }

    [Fact]
    public async Task Without_any_source_the_condition_names_all_that_were_asked()
    {
        var seen = await ReadAsync(new PagesInMemory { Traffic = "up 1\n" });
        Assert.Equal((false, "NoEngineMetrics"), (seen.Finding.IsGood, seen.Finding.Reason));
        Assert.Equal(
            "nobody tells how busy the engines are. Asked were forward-pass metrics: spec.metrics.forwardPassEndpoint is not set; "
            + "KV router: the page of frontend or router has no worker_active_prefill_tokens and worker_active_decode_blocks of this graph: the graph needs KV routing (--router-mode kv); "
            + "workers' own metrics: http://10.0.0.1:9090/metrics did not answer",
            seen.Finding.Message);
        Assert.Empty(seen.Prefill.Engines);
    }

    [Theory]
    [InlineData("vllm", "vllm:num_requests_running 3\nvllm:num_requests_waiting 2\nvllm:kv_cache_usage_perc 0.5\nvllm:cache_config_info{block_size=\"16\",num_gpu_blocks=\"1000\"} 1\n", 8000, 16_000)]
    [InlineData("vllm before 0.9", "vllm:num_requests_running 3\nvllm:num_requests_waiting 2\nvllm:gpu_cache_usage_perc 0.5\n", 50_000, 100_000)]
    [InlineData("sglang", "sglang:num_running_reqs 3\nsglang:num_queue_reqs 2\nsglang:token_usage 0.25\nsglang:max_total_num_tokens 40000\n", 10_000, 40_000)]
    [InlineData("trtllm", "trtllm_num_requests_running 3\ntrtllm_num_requests_waiting 2\ntrtllm_kv_cache_utilization 0.1\n", 10_000, 100_000)]
    [InlineData("dynamo", "vllm:num_requests_running 3\nvllm:num_requests_waiting 2\ndynamo_component_kvstats_gpu_cache_usage_percent 0.2\n", 20_000, 100_000)]
    public async Task Engines_tell_the_same_under_their_own_names(string engine, string page, double kvTokens, double size)
    {
        var seen = await ReadAsync(
            new PagesInMemory { Workers = { ["prefill-0"] = page, ["decode-0"] = page } },
            question => question with { Source = EngineMetricsSource.Workers });
        var decode = Assert.Single(seen.Decode.Engines);
        Assert.Equal((engine, kvTokens, size, 3.0, 6000.0), (engine, decode.DecodeKvTokens!.Value, decode.MaxKvTokens!.Value, decode.DecodeRequests!.Value, decode.QueuedDecodeKvTokens!.Value));
        Assert.Equal(6000, Assert.Single(seen.Prefill.Engines).QueuedPrefillTokens);
    }

    [Fact]
    public async Task What_engines_counted_since_the_page_before_is_a_pass()
    {
        static string Page(int answers, double itlSum, int prompts, double prefillSum, double usage) =>
            $"""
            vllm:num_requests_running 4
            vllm:num_requests_waiting 0
            vllm:kv_cache_usage_perc {usage}
            vllm:inter_token_latency_seconds_sum {itlSum}
            vllm:inter_token_latency_seconds_count {answers}
            vllm:request_prefill_time_seconds_sum {prefillSum}
            vllm:request_prefill_time_seconds_count {prompts}
            vllm:request_prompt_tokens_sum {prompts * 2000}
            vllm:request_prompt_tokens_count {prompts}

            """;
        Func<EngineQuestion, EngineQuestion> workers = question => question with { Source = EngineMetricsSource.Workers };
        var first = await ReadAsync(new PagesInMemory { Workers = { ["decode-0"] = Page(100, 1, 10, 1, 0.2) } }, workers);
        Assert.Empty(first.Decode.Engines[0].Passes);
        var second = await ReadAsync(
            new PagesInMemory { Workers = { ["decode-0"] = Page(200, 4, 20, 3, 0.4) } }, question => workers(question) with { Counted = first.Counted });
        Assert.Equal(
            [new ForwardPass(2000, 0, 0, 0.2) { PrefillRequests = 1 }, new ForwardPass(0, 4, 30_000, 0.03)],
            second.Decode.Engines[0].Passes.Select(pass => pass with { DecodeKvTokens = Math.Round(pass.DecodeKvTokens), Seconds = Math.Round(pass.Seconds, 9) }));

        var restarted = await ReadAsync(
            new PagesInMemory { Workers = { ["decode-0"] = Page(5, 0.1, 1, 0.1, 0.1) } }, question => workers(question) with { Counted = second.Counted });
        Assert.Empty(restarted.Decode.Engines[0].Passes);
    }

    [Theory]
    [InlineData("vllm:spec_decode_num_accepted_tokens_total 150\nvllm:spec_decode_num_drafts_total 100\n", 2.5)]
    [InlineData("sglang:spec_accept_length{dp_rank=\"0\"} 2\nsglang:spec_accept_length{dp_rank=\"1\"} 3\n", 2.5)]
    [InlineData("trtllm_spec_decode_acceptance_length 1.5\n", 1.5)]
    [InlineData("trtllm_spec_decode_acceptance_length +Inf\n", null)]
    [InlineData("vllm:spec_decode_num_accepted_tokens_total 0\nvllm:spec_decode_num_drafts_total 0\n", null)]
    public async Task Engines_tell_what_a_speculative_step_yields(string page, double? tokens)
    {
        var seen = await ReadAsync(
            new PagesInMemory { Workers = { ["decode-0"] = "vllm:num_requests_running 1\nvllm:kv_cache_usage_perc 0.5\n" + page } },
            question => question with { Source = EngineMetricsSource.Workers });
        Assert.Equal(tokens, seen.AcceptLength);
    }

    [Fact]
    public async Task The_router_tells_the_share_of_prompts_that_caches_hold()
    {
        var first = await ReadAsync(new PagesInMemory { Traffic = RouterGauges + "\ndynamo_component_router_kv_hit_rate_sum 10\ndynamo_component_router_kv_hit_rate_count 100\n" });
        Assert.Equal(new RunningMean(10, 100), first.CacheHits);
        var memory = new LoadMemory(TimeSpan.Zero, LoadState.Create(new LoadOptions())).ObserveCacheHits(first.CacheHits);
        Assert.Equal(0, memory.CacheHitRate);
        memory = memory.ObserveCacheHits(new RunningMean(16, 110));
        Assert.Equal(0.6, memory.CacheHitRate, 9);
        Assert.Equal(0.6, memory.ObserveCacheHits(new RunningMean(16, 110)).ObserveCacheHits(null).CacheHitRate, 9);
        Assert.Equal(0.6, memory.ObserveCacheHits(new RunningMean(0, 0)).CacheHitRate, 9);
    }

    [Fact]
    public async Task Gauges_of_a_new_generation_of_workers_are_ours_and_those_of_another_graph_are_not()
    {
        var pages = new PagesInMemory { Traffic = RouterGauges.Replace("{", "{dynamo_namespace=\"inference-chat-7f3a\",", StringComparison.Ordinal) };
        Assert.Empty((await ReadAsync(pages, question => question with { Source = EngineMetricsSource.Router })).Decode.Engines);
        var seen = await ReadAsync(pages, question => question with { Source = EngineMetricsSource.Router, RuntimeNamespace = "inference-chat-7f3a" });
        Assert.NotEmpty(seen.Decode.Engines);
    }

    [Fact]
    public async Task A_worker_that_does_not_answer_is_left_out_and_the_others_stay()
    {
        var seen = await ReadAsync(
            new PagesInMemory { Workers = { ["decode-0"] = "vllm:num_requests_running 1\nvllm:kv_cache_usage_perc 0.5\n" } },
            question => question with { Source = EngineMetricsSource.Workers });
        Assert.Empty(seen.Prefill.Engines);
        Assert.Single(seen.Decode.Engines);
        Assert.Null(seen.Decode.Engines[0].QueuedDecodeKvTokens);
    }

    private static Task<EngineObservation> ReadAsync(PagesInMemory pages, Func<EngineQuestion, EngineQuestion>? change = null)
    {
        var question = new EngineQuestion(EngineMetricsSource.Auto, pages, pages.TrafficPage)
        {
            Model = "qwen",
            DynamoNamespace = "inference-chat",
            Prefill = new RoleQuestion([new WorkerPod("prefill-0", "10.0.0.1")], new EngineCapabilities(null, 100_000)),
            Decode = new RoleQuestion([new WorkerPod("decode-0", "10.0.0.2")], new EngineCapabilities(null, 100_000)),
            PromptTokens = 3000,
        };
        return new EngineSources().ReadAsync(change is null ? question : change(question), CancellationToken.None);
    }
}
