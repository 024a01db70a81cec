using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>
/// What a Dynamo frontend would export about a simulated pool, under its names and labels. As in the real one, requests
/// without streaming give no TTFT and ITL samples but count everywhere else. A scrape may come from another thread.
/// </summary>
/// <remarks>ITL gives one sample per token gap, when the request ends, each with the request's mean.</remarks>
public sealed class FrontendMetrics : IRequestObserver
{
    private readonly Lock _gate = new();
    private readonly MetricsFace _frontend;
    private readonly MetricsFace _router;
    private readonly Histogram _ttftSeconds = new(FrontendBuckets.TtftSeconds);
    private readonly Histogram _itlSeconds = new(FrontendBuckets.ItlSeconds);
    private readonly Histogram _durationSeconds = new(FrontendBuckets.DurationSeconds);
    private readonly Histogram _inputTokens = new(FrontendBuckets.InputTokens);
    private readonly Histogram _outputTokens = new(FrontendBuckets.OutputTokens);
    private readonly Dictionary<(bool IsStreaming, bool Succeeded), long> _finished = [];
    private readonly Dictionary<bool, long> _started = [];
    private long _inFlight;
    private long _queued;

    /// <param name="model">As the client names it.</param>
    /// <param name="dynamoNamespace">As the frontend knows it, e.g. <c>inference-chat</c>.</param>
    public FrontendMetrics(string model, string dynamoNamespace)
    {
        _frontend = MetricsFace.Frontend(model, dynamoNamespace);
        _router = MetricsFace.Router(dynamoNamespace);
    }

    public void Started(TraceRequest request, TimeSpan at)
    {
        lock (_gate)
        {
            _started[request.IsStreaming] = _started.GetValueOrDefault(request.IsStreaming) + 1;
            _inFlight++;
            _queued++;
        }
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at)
    {
        lock (_gate)
        {
            _queued--;
            _inputTokens.Observe(request.InputTokens);
            if (request.IsStreaming)
            {
                _ttftSeconds.Observe(ttftMs / 1000);
            }
        }
    }

    public void Finished(RequestOutcome outcome, TimeSpan at)
    {
        lock (_gate)
        {
            var key = (outcome.Request.IsStreaming, outcome.Succeeded);
            _finished[key] = _finished.GetValueOrDefault(key) + 1;
            _inFlight--;
            _durationSeconds.Observe(outcome.DurationMs / 1000);
            if (!outcome.Succeeded)
            {
                _queued -= outcome.HadFirstToken ? 0 : 1;
                return;
            }

            _outputTokens.Observe(outcome.Request.OutputTokens);
            if (outcome is { Request.IsStreaming: true, ItlMs: { } itlMs })
            {
                _itlSeconds.Observe(itlMs / 1000, outcome.Request.OutputTokens - 1);
            }
        }
    }

    /// <summary>The body of a scrape, in <see cref="PrometheusText.ContentType"/>.</summary>
    public string Render() => Render(_frontend);

    /// <summary>The same as the router of a pool without a frontend would export it.</summary>
    public string RenderRouter() => Render(_router);

    private string Render(MetricsFace face)
    {
        lock (_gate)
        {
            var text = new PrometheusText();
            text.Family(face.Prefix + "requests_started_total", "counter", "Requests that arrived at the frontend");
            foreach (var (isStreaming, count) in _started.OrderBy(entry => entry.Key))
            {
                text.Sample(face.Prefix + "requests_started_total", count, [.. RequestLabels(face, isStreaming)]);
            }

            text.Family(face.Prefix + "requests_total", "counter", "Requests that ended");
            foreach (var (key, count) in _finished.OrderBy(entry => entry.Key))
            {
                text.Sample(face.Prefix + "requests_total", count, [.. RequestLabels(face, key.IsStreaming), ("status", key.Succeeded ? "success" : "error")]);
            }

            text.Family(face.Prefix + "inflight_requests", "gauge", "Requests that have not ended");
            text.Sample(face.Prefix + "inflight_requests", _inFlight, face.Labels);
            text.Family(face.Prefix + "queued_requests", "gauge", "Requests without a first token yet");
            text.Sample(face.Prefix + "queued_requests", _queued, face.Labels);
            Histogram(text, face, face.Prefix + "time_to_first_token_seconds", "Time to the first token of streaming requests", _ttftSeconds);
            Histogram(text, face, face.Prefix + "inter_token_latency_seconds", "Time between tokens of streaming requests", _itlSeconds);
            Histogram(text, face, face.Prefix + "input_sequence_tokens", "Prompt length", _inputTokens);
            Histogram(text, face, face.Prefix + "output_sequence_tokens", "Generated length", _outputTokens);
            Histogram(text, face, face.Prefix + "request_duration_seconds", "Time from arrival to the last token", _durationSeconds);
            return text.ToString();
        }
    }

    private static IEnumerable<(string, string)> RequestLabels(MetricsFace face, bool isStreaming) =>
        [.. face.Labels, ("endpoint", "chat_completions"), ("request_type", isStreaming ? "stream" : "unary")];

    private static void Histogram(PrometheusText text, MetricsFace face, string name, string help, Histogram histogram) =>
        text.Family(name, "histogram", help).Samples(name, histogram, face.Labels);
}
