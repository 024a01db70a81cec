using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Metrics;

public sealed class FrontendMetricsTests
{
    [Fact]
    public void AScrapeLooksLikeThatOfARealFrontend()
    {
        var metrics = new FrontendMetrics("Qwen/Qwen3-32B", "inference-chat");
        TraceRequest[] trace =
        [
            new(TimeSpan.Zero, 1000, 11),
            new(TimeSpan.FromSeconds(10), 2800, 3, IsStreaming: false),
            new(TimeSpan.FromSeconds(20), 2_000_000, 3),
            new(TimeSpan.FromSeconds(30), 1000, 11),
        ];
        using var pool = new PoolSimulation(Profiles.Plain(), trace, metrics);
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromSeconds(30.05));

        Assert.Equal(Golden.ReplaceLineEndings("\n"), string.Join('\n', metrics.Render().Split('\n').Where(line => !line.Contains("_bucket"))));
    }

    [Fact]
    public void BucketsAreCumulativeAndEndAtTheCount()
    {
        var histogram = new Histogram(1, 2, 5);
        histogram.Observe(0.5);
        histogram.Observe(2, times: 3);
        histogram.Observe(100);
        var text = new PrometheusText().Family("m", "histogram", "h").Samples("m", histogram, ("l", "v")).ToString();

        Assert.Equal(
            """
            # HELP m h
            # TYPE m histogram
            m_bucket{l="v",le="1"} 1
            m_bucket{l="v",le="2"} 4
            m_bucket{l="v",le="5"} 4
            m_bucket{l="v",le="+Inf"} 5
            m_sum{l="v"} 106.5
            m_count{l="v"} 5

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void LabelsAndHelpAreEscaped()
    {
        var text = new PrometheusText().Family("m", "gauge", "two\nlines").Sample("m", 1.5, ("l", "a\"b\\c\nd")).Sample("m", 2).ToString();

        Assert.Equal("# HELP m two\\nlines\n# TYPE m gauge\nm{l=\"a\\\"b\\\\c\\nd\"} 1.5\nm 2\n", text);
    }

    [Fact]
    public void CountersNeverFallAndGaugesReturnToZero()
    {
        var metrics = new FrontendMetrics("m", "n");
        var trace = SyntheticTrace.Generate(new SyntheticTraceOptions { Duration = TimeSpan.FromMinutes(5) });
        using var pool = new PoolSimulation(SyntheticProfiles.Llama8BOnH200(), trace, metrics);
        pool.SetReady(1, 1);
        var before = Counters(metrics);
        while (!pool.TraceEnded || pool.Snapshot().Engines.InFlight > 0)
        {
            pool.AdvanceBy(TimeSpan.FromSeconds(3));
            var now = Counters(metrics);
            Assert.All(before, counter => Assert.True(now[counter.Key] >= counter.Value, counter.Key));
            before = now;
        }

        Assert.Contains("dynamo_frontend_inflight_requests{model=\"m\",dynamo_namespace=\"n\"} 0\n", metrics.Render());
        Assert.Contains("dynamo_frontend_queued_requests{model=\"m\",dynamo_namespace=\"n\"} 0\n", metrics.Render());
        Assert.True(before.Count > 50);
    }

    private static Dictionary<string, double> Counters(FrontendMetrics metrics) =>
        metrics.Render().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#' && !line.Contains("inflight") && !line.Contains("queued"))
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));

    private const string Golden = """
        # HELP dynamo_frontend_requests_started_total Requests that arrived at the frontend
        # TYPE dynamo_frontend_requests_started_total counter
        dynamo_frontend_requests_started_total{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat",endpoint="chat_completions",request_type="unary"} 1
        dynamo_frontend_requests_started_total{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat",endpoint="chat_completions",request_type="stream"} 3
        # HELP dynamo_frontend_requests_total Requests that ended
        # TYPE dynamo_frontend_requests_total counter
        dynamo_frontend_requests_total{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat",endpoint="chat_completions",request_type="unary",status="success"} 1
        dynamo_frontend_requests_total{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat",endpoint="chat_completions",request_type="stream",status="error"} 1
        dynamo_frontend_requests_total{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat",endpoint="chat_completions",request_type="stream",status="success"} 1
        # HELP dynamo_frontend_inflight_requests Requests that have not ended
        # TYPE dynamo_frontend_inflight_requests gauge
        dynamo_frontend_inflight_requests{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 1
        # HELP dynamo_frontend_queued_requests Requests without a first token yet
        # TYPE dynamo_frontend_queued_requests gauge
        dynamo_frontend_queued_requests{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 1
        # HELP dynamo_frontend_time_to_first_token_seconds Time to the first token of streaming requests
        # TYPE dynamo_frontend_time_to_first_token_seconds histogram
        dynamo_frontend_time_to_first_token_seconds_sum{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 0.1
        dynamo_frontend_time_to_first_token_seconds_count{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 1
        # HELP dynamo_frontend_inter_token_latency_seconds Time between tokens of streaming requests
        # TYPE dynamo_frontend_inter_token_latency_seconds histogram
        dynamo_frontend_inter_token_latency_seconds_sum{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 0.1
        dynamo_frontend_inter_token_latency_seconds_count{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 10
        # HELP dynamo_frontend_input_sequence_tokens Prompt length
        # TYPE dynamo_frontend_input_sequence_tokens histogram
        dynamo_frontend_input_sequence_tokens_sum{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 3800
        dynamo_frontend_input_sequence_tokens_count{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 2
        # HELP dynamo_frontend_output_sequence_tokens Generated length
        # TYPE dynamo_frontend_output_sequence_tokens histogram
        dynamo_frontend_output_sequence_tokens_sum{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 14
        dynamo_frontend_output_sequence_tokens_count{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 2
        # HELP dynamo_frontend_request_duration_seconds Time from arrival to the last token
        # TYPE dynamo_frontend_request_duration_seconds histogram
        dynamo_frontend_request_duration_seconds_sum{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 0.5
        dynamo_frontend_request_duration_seconds_count{model="Qwen/Qwen3-32B",dynamo_namespace="inference-chat"} 3

        """;
}
