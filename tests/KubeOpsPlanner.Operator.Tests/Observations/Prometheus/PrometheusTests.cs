using System.Net;
using System.Text;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Operator.Tests.Observations.Prometheus;

public sealed class PrometheusTests
{
    private static readonly MetricsTarget Chat = new(new ObjectKey("inference", "chat"), [], []);
    private static readonly TrafficQueries Frontend = new(TrafficSeries.Frontend("Qwen", "inference-chat"), 180);

    [Fact]
    public void Queries_have_upstream_s_shapes()
    {
        Assert.Equal(
            "sum by (model, dynamo_namespace)(increase(dynamo_frontend_input_sequence_tokens_sum[180s])) / "
            + "sum by (model, dynamo_namespace)(increase(dynamo_frontend_input_sequence_tokens_count[180s]))",
            Frontend.Mean("input_sequence_tokens"));
        Assert.Equal("increase(dynamo_frontend_requests_started_total[180s])", Frontend.Started);
        Assert.Equal("dynamo_frontend_requests_started_total[180s]", Frontend.StartedSamples);
        var router = new TrafficQueries(TrafficSeries.Router("inference-chat"), 60);
        Assert.Equal("dynamo_component_router_requests_total{dynamo_namespace=\"inference_chat\"}[60s]", router.CompletedSamples);
        Assert.Equal(
            "sum(increase(dynamo_component_router_time_to_first_token_seconds_sum{dynamo_namespace=\"inference_chat\"}[60s])) / "
            + "sum(increase(dynamo_component_router_time_to_first_token_seconds_count{dynamo_namespace=\"inference_chat\"}[60s]))",
            router.Mean("time_to_first_token_seconds"));
        Assert.Equal("sum(increase(dynamo_component_router_requests_total{dynamo_namespace=\"inference_chat\"}[60s]))", router.Completed);
        Assert.Equal(
            "sum by (model, dynamo_namespace)(increase(dynamo_frontend_cached_tokens_sum[180s])) / "
            + "sum by (model, dynamo_namespace)(increase(dynamo_frontend_input_sequence_tokens_sum[180s]))",
            Frontend.CachedShare);
        Assert.Equal(
            "sum(increase(dynamo_component_router_kv_hit_rate_sum{dynamo_namespace=\"inference_chat\"}[180s])) / "
            + "sum(increase(dynamo_component_router_kv_hit_rate_count{dynamo_namespace=\"inference_chat\"}[180s]))",
            Assert.Single(Frontend.CacheHits));
    }

    [Theory]
    [InlineData("the workers' own namespace first", "0.3", "0.6", 0.3)]
    [InlineData("then the graph's", null, "0.6", 0.6)]
    [InlineData("no samples in the first are an answer", "NaN", "0.6", double.NaN)]
    [InlineData("neither", null, null, null)]
    public async Task A_hit_rate_is_asked_for_in_the_namespace_of_this_generation_of_workers_before_the_graphs(string row, string? own, string? graphs, double? expected)
    {
        var queries = Frontend with { Series = Frontend.Series with { RuntimeNamespace = "inference-chat-7f3a" } };
        var reading = await new PrometheusTraffic(
            queries,
            query =>
            {
                var value = !query.Contains("kv_hit_rate", StringComparison.Ordinal) ? null : query.Contains("inference_chat_7f3a", StringComparison.Ordinal) ? own : graphs;
                return Task.FromResult(PrometheusAnswer.Read(
                    $$$"""{"status":"success","data":{"resultType":"vector","result":[{{{(value is null ? "" : $$"""{"metric":{},"value":[1,"{{value}}"]}""")}}}]}}""", query));
            },
            []).ReadAsync();
        Assert.Equal((row, expected), (row, reading.Window!.CacheHitRate));
    }

    [Fact]
    public void A_namespace_cannot_ask_for_more() => Assert.Equal(
        """dynamo_component_router_queued_requests{dynamo_namespace="a\"} or up\\"}""",
        new TrafficQueries(TrafficSeries.Router("""a"} or up\"""), 60).Gauge("queued_requests"));

    [Fact]
    public async Task A_hit_rate_is_unknown_where_nobody_counts()
    {
        Assert.Null((await WindowAsync(("requests_started_total", [Ours("150")]))).CacheHitRate);
        Assert.Equal(0.3, (await WindowAsync(("requests_started_total", [Ours("150")]), ("kv_hit_rate_sum", ["""{"metric":{},"value":[1,"0.3"]}"""]))).CacheHitRate);
    }

    [Fact]
    public async Task Started_requests_are_demand_and_completed_ones_stand_in()
    {
        Assert.Equal(150, (await WindowAsync(("requests_started_total", [Ours("150")]), ("frontend_requests_total", [Ours("73")]))).Traffic.Requests);
        Assert.Equal(73, (await WindowAsync(("frontend_requests_total", [Ours("73")]))).Traffic.Requests);
    }

    [Theory]
    [InlineData("all of the window was scraped", 0, 180, 100.0)]
    [InlineData("its first minute was not", 60, 180, 160.0)]
    [InlineData("its last minute was not", 0, 120, 160.0)]
    [InlineData("less than half of it was", 100, 180, null)]
    public async Task What_was_not_scraped_is_no_silence(string row, int from, int until, double? requests)
    {
        var reading = await ReadAsync(Sampled(from, until), ("requests_started_total", [Ours("100")]), ("_sum", [Ours("10")]));
        Assert.Equal((row, requests), (row, reading.Window!.Traffic.Requests));
        Assert.Equal((row, requests is null ? TrafficKind.Unknown : TrafficKind.Live), (row, reading.Window.Traffic.Kind));
    }

    [Fact]
    public async Task A_count_whose_samples_nobody_tells_is_unknown()
    {
        var foreign = Sampled(0, 180).Replace("qwen", "llama", StringComparison.Ordinal);
        Assert.Null((await ReadAsync(foreign, ("requests_started_total", [Ours("100")]))).Window!.Traffic.Requests);
    }

    [Fact]
    public async Task Other_models_and_namespaces_are_ignored_and_broken_series_skipped()
    {
        var window = await WindowAsync(
            ("requests_started_total",
            [
                """{"metric":{"model":"qwen","dynamo_namespace":"inference-chat"},"value":[1,"20"]}""",
                """{"metric":{"model":"QWEN","dynamo_namespace":"inference-chat"},"value":[1,"5.5"]}""",
                """{"metric":{"model":"other","dynamo_namespace":"inference-chat"},"value":[1,"1000"]}""",
                """{"metric":{"model":"qwen","dynamo_namespace":"elsewhere"},"value":[1,"1000"]}""",
                """{"metric":{"model":"qwen","dynamo_namespace":"inference-chat"},"value":[1,"NaN"]}""",
                """{"metric":{"model":"qwen","dynamo_namespace":"inference-chat"},"value":["odd"]}""",
                """{"value":[1,"7"]}""",
            ]));
        Assert.Equal(25.5, window.Traffic.Requests);
    }

    [Fact]
    public async Task Missing_is_unknown_and_nan_is_nothing_happened()
    {
        var idle = await WindowAsync(("requests_started_total", [Ours("0")]), ("input_sequence_tokens_sum", [Ours("NaN")]), ("output_sequence_tokens_sum", [Ours("NaN")]));
        Assert.Equal(TrafficKind.Idle, idle.Traffic.Kind);
        var missing = await WindowAsync(("requests_started_total", [Ours("0")]), ("input_sequence_tokens_sum", [Ours("NaN")]));
        Assert.Equal(TrafficKind.Unknown, missing.Traffic.Kind);
        Assert.Equal(TrafficKind.Unknown, (await WindowAsync()).Traffic.Kind);
    }

    [Fact]
    public async Task Seconds_become_milliseconds_and_buckets_a_percentile()
    {
        var window = await WindowAsync(
            ("requests_started_total", [Ours("100")]),
            ("time_to_first_token_seconds_sum", [Ours("0.25")]),
            ("inter_token_latency_seconds_sum", [Ours("0.02")]),
            ("time_to_first_token_seconds_bucket", [Ours("50", "1"), Ours("100", "2"), Ours("100", "+Inf")]));
        Assert.Equal((250, 20), (window.Traffic.TtftMs, window.Traffic.ItlMs));
        Assert.Equal(1800, window.TtftMsAt(0.9)!.Value, 6);
    }

    [Fact]
    public async Task After_the_first_query_that_fails_nothing_is_asked_any_more()
    {
        var asked = 0;
        var reading = await new PrometheusTraffic(
            Frontend,
            query =>
            {
                asked++;
                return Task.FromResult(PrometheusAnswer.Failed($"http://p for {query} did not answer within 10 s"));
            },
            []).ReadAsync();
        Assert.Null(reading.Window);
        Assert.Equal((1, "http://p for increase(dynamo_frontend_requests_started_total[180s]) did not answer within 10 s"), (asked, reading.Problem));
    }

    [Theory]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""", null)]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error"}""", "URL for up failed: parse error")]
    [InlineData(200, """{"status":"success","data":{"resultType":"matrix","result":[]}}""", "URL for up answered with matrix, expected a vector")]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""", "URL for up[60s] answered with vector, expected a matrix", "up[60s]")]
    [InlineData(200, """{"status":"success","data":{"resultType":"matrix","result":[]}}""", null, "up[60s]")]
    [InlineData(200, "<html>", "URL for up answered with something else than JSON: is it a Prometheus?")]
    [InlineData(200, "{}", "URL for up failed: the answer has no status")]
    [InlineData(401, "", "URL for up answered HTTP 401, expected 200")]
    public async Task Errors_name_the_server_and_the_query(int status, string body, string? problem, string query = "up")
    {
        using var server = new Answering(status, body);
        using var client = Client(server.Address);
        var answer = await client.QueryAsync(null, Chat, query, null, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(problem?.Replace("URL", server.Address.ToString(), StringComparison.Ordinal), answer.Problem);
    }

    [Fact]
    public async Task The_token_goes_to_the_operator_s_own_server_and_nowhere_else()
    {
        using var own = new Answering(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""");
        using var other = new Answering(200, """{"status":"success","data":{"resultType":"vector","result":[]}}""");
        using var client = Client(own.Address, token: "secret");
        await client.QueryAsync(null, Chat, "up", "tenant=a", TimeSpan.FromSeconds(30), CancellationToken.None);
        await client.QueryAsync(other.Address, Chat, "up", null, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(("Bearer secret", "?query=up&tenant=a"), (own.Authorization, own.Query));
        Assert.Equal(("", "?query=up"), (other.Authorization, other.Query));
    }

    [Fact]
    public async Task A_plan_s_own_address_keeps_the_rules_for_endpoints()
    {
        using var client = new PrometheusClient(new PrometheusOptions(), new MetricsEndpointPolicy([], AllowsLoopback: false));
        var answer = await client.QueryAsync(new Uri("http://169.254.169.254"), Chat, "up", null, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Contains("is neither a Service nor a pod of inference/chat", answer.Problem, StringComparison.Ordinal);
    }

    private static PrometheusClient Client(Uri own, string? token = null) =>
        new(new PrometheusOptions { Endpoint = own, Token = token }, new MetricsEndpointPolicy([], AllowsLoopback: true));

    private static string Ours(string value, string? bound = null) =>
        $$"""{"metric":{"model":"qwen","dynamo_namespace":"inference-chat"{{(bound is null ? "" : $",\"le\":\"{bound}\"")}}},"value":[1,"{{value}}"]}""";

    /// <summary>A window from a server that knows these series by a part of the query, and nothing else.</summary>
    private static async Task<FrontendWindow> WindowAsync(params (string Part, string[] Series)[] known)
    {
        var reading = await ReadAsync(Sampled(0, 180), known);
        Assert.Null(reading.Problem);
        return reading.Window!;
    }

    /// <param name="sampled">Every sample of the counter of requests; times end at 1.</param>
    private static Task<PrometheusReading> ReadAsync(string sampled, params (string Part, string[] Series)[] known) => new PrometheusTraffic(
        Frontend,
        query =>
        {
            var isRange = TrafficQueries.IsRange(query);
            var series = isRange ? [sampled] : known.FirstOrDefault(entry => query.Contains(entry.Part, StringComparison.Ordinal)).Series ?? [];
            return Task.FromResult(PrometheusAnswer.Read(
                $$"""{"status":"success","data":{"resultType":"{{(isRange ? "matrix" : "vector")}}","result":[{{string.Join(',', series)}}] } }""", query, isRange));
        },
        []).ReadAsync();

    /// <summary>One request per second on a counter that is old, every 10 seconds from so long after the start of the window.</summary>
    private static string Sampled(int late, int until) =>
        $$"""{"metric":{"model":"qwen","dynamo_namespace":"inference-chat"},"values":[{{string.Join(',', Enumerable.Range(0, 1 + ((until - late) / 10)).Select(i => late + (10 * i)).Select(at => $"[{at - 179},\"{9000 + at}\"]"))}}]}""";

    /// <summary>A server that gives every request one answer and keeps what the last asked.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Answering(int status, string body)
        {
            // The system's ports are many; one that was just free is rarely taken by another in between.
            for (var attempt = 0; ; attempt++)
            {
                using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
                probe.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
                probe.Stop();
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Address.ToString());
                try
                {
                    _listener.Start();
                    break;
                }
                catch (HttpListenerException) when (attempt < 20)
                {
                }
            }

            _ = ServeAsync(status, body);
        }

        public Uri Address { get; }

        public string Authorization { get; private set; } = "";

        public string Query { get; private set; } = "";

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(int status, string body)
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    Authorization = context.Request.Headers["Authorization"] ?? "";
                    Query = context.Request.Url!.Query;
                    context.Response.StatusCode = status;
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                    context.Response.Close();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
