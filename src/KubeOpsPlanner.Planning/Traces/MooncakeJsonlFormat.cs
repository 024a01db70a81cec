using System.Text.Json;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>
/// The Mooncake traces (github.com/kvcache-ai/Mooncake, FAST 2025): one JSON object a line with
/// <c>timestamp</c> [ms], <c>input_length</c>, <c>output_length</c> and, optionally, <c>hash_ids</c> of 512-token blocks.
/// </summary>
public sealed class MooncakeJsonlFormat : ITraceFormat
{
    public string Name => "Mooncake JSONL";

    public string FirstLineExample => """{"timestamp": 0, "input_length": 100, "output_length": 10}""";

    public ITraceLineParser? TryOpen(string firstLine) =>
        TraceJson.TryParse(firstLine) is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("timestamp", out _)
        && root.TryGetProperty("input_length", out _)
            ? new Parser()
            : null;

    private sealed class Parser : ITraceLineParser
    {
        public bool FirstLineIsHeader => false;

        public RecordedRequest? Parse(string line, out string reason)
        {
            if (TraceJson.TryParse(line) is { } root) return Parse(root, out reason);
            reason = TraceJson.NotAnObject;
            return null;
        }

        private static RecordedRequest? Parse(JsonElement root, out string reason)
        {
            if (TraceJson.Number(root, out reason, "timestamp") is not { } timestampMs
                || TraceJson.Number(root, out reason, "input_length") is not { } input
                || TraceJson.Number(root, out reason, "output_length") is not { } output)
            {
                return null;
            }

            reason = TraceLimits.CheckTimestamp("timestamp", timestampMs)
                ?? TraceLimits.CheckTokens("input_length", input)
                ?? TraceLimits.CheckTokens("output_length", output)
                ?? "";
            if (reason.Length > 0 || !TryHashes(root, out var hashes, out reason)) return null;
            return new RecordedRequest(TimeSpan.FromMilliseconds(timestampMs), (int)input, (int)output) { PrefixHashes = hashes };
        }

        private static bool TryHashes(JsonElement root, out IReadOnlyList<long>? hashes, out string reason)
        {
            hashes = null;
            reason = "";
            if (!root.TryGetProperty("hash_ids", out var array) || array.ValueKind == JsonValueKind.Null)
            {
                return true;
            }

            if (array.ValueKind == JsonValueKind.Array)
            {
                var list = new List<long>(array.GetArrayLength());
                foreach (var item in array.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var hash))
                    {
                        break;
                    }

                    list.Add(hash);
                }

                if (list.Count == array.GetArrayLength())
                {
                    hashes = list;
                    return true;
                }
            }

            reason = "hash_ids is not a list of whole numbers: correct or delete the line";
            return false;
        }
    }
}
