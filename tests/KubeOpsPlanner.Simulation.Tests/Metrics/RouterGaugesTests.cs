using System.Text.Json;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Metrics;

public sealed class RouterGaugesTests
{
    /// <summary>Twenty prompts at once for one prefill worker; those that fit into its first pass are no longer the router's.</summary>
    private static readonly TraceRequest[] Crowd = [.. Enumerable.Range(0, 20).Select(_ => new TraceRequest(TimeSpan.Zero, 1000, 11))];

    [Fact]
    public void EveryWorkerHasItsGaugesAndTheRouterItsQueues()
    {
        var (page, pool) = Play(Crowd, MetricsFace.Frontend("qwen", "inference-chat"));
        using (pool)
        {
            var state = pool.Snapshot().Engines;
            Assert.InRange(state.Queued, 1, 19);
            Assert.Contains($"dynamo_frontend_router_queue_pending_requests{{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_type=\"prefill\"}} {state.Queued}\n", page);
            Assert.Contains("dynamo_frontend_worker_active_prefill_tokens{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_id=\"1000\",dp_rank=\"0\",worker_type=\"prefill\"} ", page);
            Assert.Contains("dynamo_frontend_worker_active_decode_blocks{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_id=\"2001\",dp_rank=\"0\",worker_type=\"decode\"} 0\n", page);
            Assert.Contains("dynamo_frontend_model_context_length{model=\"qwen\",dynamo_namespace=\"inference-chat\"} 8192\n", page);
            Assert.Contains($"dynamo_frontend_model_total_kv_blocks{{model=\"qwen\",dynamo_namespace=\"inference-chat\"}} {Profiles.Plain().MaxKvTokens / 16}\n", page);
            Assert.DoesNotContain("worker_last_time_to_first_token_seconds", page);
        }
    }

    [Fact]
    public void APoolSOwnRouterSpeaksUnderItsOwnNames()
    {
        var (page, pool) = Play([new TraceRequest(TimeSpan.Zero, 1000, 11)], MetricsFace.Router("inference-chat"), TimeSpan.FromSeconds(30));
        using (pool)
        {
            Assert.Contains("dynamo_component_router_queue_pending_requests{dynamo_namespace=\"inference_chat\",dynamo_component=\"router\",worker_type=\"decode\"} 0\n", page);
            Assert.Contains("dynamo_component_router_worker_last_input_sequence_tokens{dynamo_namespace=\"inference_chat\",dynamo_component=\"router\",worker_id=\"1000\",dp_rank=\"0\",worker_type=\"prefill\"} 1000\n", page);
            Assert.Contains("dynamo_component_router_worker_last_inter_token_latency_seconds{", page);
            Assert.DoesNotContain("dynamo_frontend_", page);
        }
    }

    [Fact]
    public void ARouterCountsTrafficAsAFrontendDoes()
    {
        var metrics = new FrontendMetrics("qwen", "inference-chat");
        metrics.Started(Crowd[0], TimeSpan.Zero);
        Assert.Contains("dynamo_component_router_requests_started_total{dynamo_namespace=\"inference_chat\",dynamo_component=\"router\",endpoint=\"chat_completions\",request_type=\"stream\"} 1\n", metrics.RenderRouter());
        Assert.Equal(
            metrics.Render().Split('\n').Count(line => !line.StartsWith('#')), metrics.RenderRouter().Split('\n').Count(line => !line.StartsWith('#')));
    }

    [Fact]
    public void ForwardPassesTellWhatEachEngineWorkedOnLast()
    {
        using var pool = new PoolSimulation(Profiles.Plain(), [new TraceRequest(TimeSpan.Zero, 1000, 500)]);
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromSeconds(1));
        using var report = JsonDocument.Parse(ForwardPassReport.Render(pool.Loads, 7, 1_000_000, isAggregated: false));

        var (prefill, decode) = (report.RootElement[0], report.RootElement[1]);
        Assert.Equal(("prefill", 1000, 7), (prefill.GetProperty("worker_type").GetString(), prefill.GetProperty("worker_id").GetInt32(), prefill.GetProperty("counter_id").GetInt32()));
        Assert.Equal((1000, 1), (prefill.GetProperty("scheduled_requests").GetProperty("sum_prefill_tokens").GetDouble(), prefill.GetProperty("scheduled_requests").GetProperty("num_prefill_requests").GetInt32()));
        Assert.Equal(0.1, prefill.GetProperty("wall_time").GetDouble(), 6);
        Assert.Equal(("decode", 1), (decode.GetProperty("worker_type").GetString(), decode.GetProperty("scheduled_requests").GetProperty("num_decode_requests").GetInt32()));
        Assert.Equal(0.01, decode.GetProperty("wall_time").GetDouble(), 6);
    }

    [Fact]
    public void WorkersOfBothPhasesHaveOneKindAndOneQueue()
    {
        var (page, pool) = Play(Crowd, MetricsFace.Frontend("qwen", "inference-chat"), layout: EngineLayout.Aggregated);
        using (pool)
        {
            var state = pool.Snapshot().Engines;
            Assert.Contains($"dynamo_frontend_router_queue_pending_requests{{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_type=\"aggregated\"}} {state.Queued}\n", page);
            Assert.Contains("dynamo_frontend_worker_active_prefill_tokens{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_id=\"2000\",dp_rank=\"0\",worker_type=\"aggregated\"} ", page);
            Assert.Contains("dynamo_frontend_worker_active_decode_blocks{model=\"qwen\",dynamo_namespace=\"inference-chat\",worker_id=\"2001\",dp_rank=\"0\",worker_type=\"aggregated\"} ", page);
            Assert.DoesNotContain("worker_type=\"prefill\"", page);
            Assert.DoesNotContain("worker_type=\"decode\"", page);
        }
    }

    private static (string Page, PoolSimulation Pool) Play(
        TraceRequest[] trace, MetricsFace face, TimeSpan? until = null, EngineLayout layout = EngineLayout.Disaggregated)
    {
        var last = new LastLatencies();
        var pool = new PoolSimulation(Profiles.Plain(), EnginePoolOptions.Default with { Layout = layout }, trace, last);
        pool.SetReady(layout == EngineLayout.Aggregated ? 0 : 1, 2);
        pool.AdvanceTo(until ?? TimeSpan.FromMilliseconds(1));
        return (RouterGauges.Render(pool.Loads, pool.Snapshot().Engines, Profiles.Plain(), layout, last, face), pool);
    }
}
