using System.Text.Json;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>
/// Dynamo's own recordings, <c>dynamo.request.trace.v1</c>: one JSON event a line, of which <c>request_end</c> holds a request:
/// <c>request.request_received_ms</c>, <c>request.replay.input_length</c>, <c>request.output_tokens</c>. Other events are passed over.
/// </summary>
public sealed class DynamoTraceFormat : ITraceFormat
{
    private const string Schema = "dynamo.request.trace.v1";
    private const string RequestEnd = "request_end";

    public string Name => Schema;

    public string FirstLineExample =>
        """{"event_type": "request_end", "request": {"request_received_ms": 0, "output_tokens": 10, "replay": {"input_length": 100}}}""";

    public ITraceLineParser? TryOpen(string firstLine) =>
        TraceJson.TryParse(firstLine) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("event_type", out _) ? new Parser() : null;

    private sealed class Parser : ITraceLineParser
    {
        public bool FirstLineIsHeader => false;

        public RecordedRequest? Parse(string line, out string reason)
        {
            if (TraceJson.TryParse(line) is not { } root)
            {
                reason = TraceJson.NotAnObject;
                return null;
            }

            reason = "";
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("event_type", out var type)
                && type.ValueKind == JsonValueKind.String && type.GetString() != RequestEnd)
            {
                return null;
            }

            if (TraceJson.Number(root, out reason, "request", "request_received_ms") is not { } receivedMs
                || TraceJson.Number(root, out reason, "request", "replay", "input_length") is not { } input
                || TraceJson.Number(root, out reason, "request", "output_tokens") is not { } output)
            {
                return null;
            }

            reason = TraceLimits.CheckTimestamp("request.request_received_ms", receivedMs)
                ?? TraceLimits.CheckTokens("request.replay.input_length", input)
                ?? TraceLimits.CheckTokens("request.output_tokens", output)
                ?? "";
            return reason.Length == 0 ? new RecordedRequest(TimeSpan.FromMilliseconds(receivedMs), (int)input, (int)output) : null;
        }
    }
}
