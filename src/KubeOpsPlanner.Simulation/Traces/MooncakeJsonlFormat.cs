using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>
/// The Mooncake traces (github.com/kvcache-ai/Mooncake, FAST 2025): one JSON object a line with
/// <c>timestamp</c> [ms], <c>input_length</c>, <c>output_length</c> and, optionally, <c>hash_ids</c> of 512-token blocks.
/// </summary>
public sealed class MooncakeJsonlFormat : ITraceFormat
{
    public string Name => "Mooncake JSONL";

    public string FirstLineExample => """{"timestamp": 0, "input_length": 100, "output_length": 10}""";

    public ITraceLineParser? TryOpen(string firstLine)
    {
        if (!firstLine.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(firstLine);
            var root = document.RootElement;
            return root.TryGetProperty("timestamp", out _) && root.TryGetProperty("input_length", out _) ? new Parser() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Parser : ITraceLineParser
    {
        public bool FirstLineIsHeader => false;

        public TraceRequest? Parse(string line, out string reason)
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                return Parse(document.RootElement, out reason);
            }
            catch (JsonException)
            {
                reason = "it is not a JSON object: correct or delete the line";
                return null;
            }
        }

        private static TraceRequest? Parse(JsonElement root, out string reason)
        {
            if (Number(root, "timestamp", out reason) is not { } timestampMs
                || Number(root, "input_length", out reason) is not { } input
                || Number(root, "output_length", out reason) is not { } output)
            {
                return null;
            }

            if (timestampMs is < 0 or > TraceLimits.MaxTimestampMs)
            {
                reason = string.Create(
                    CultureInfo.InvariantCulture,
                    $"timestamp is {timestampMs} ms; it must be between 0 and {TraceLimits.MaxTimestampMs}: correct or delete the line");
                return null;
            }

            reason = TraceLimits.CheckTokens("input_length", input) ?? TraceLimits.CheckTokens("output_length", output) ?? "";
            if (reason.Length > 0 || !TryHashes(root, out var hashes, out reason))
            {
                return null;
            }

            return new TraceRequest(TimeSpan.FromMilliseconds(timestampMs), (int)input, (int)output) { PrefixHashes = hashes };
        }

        private static double? Number(JsonElement root, string field, out string reason)
        {
            reason = "";
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(field, out var value))
            {
                reason = $"{field} is missing: correct or delete the line";
                return null;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            {
                return number;
            }

            reason = $"{field} is {value.GetRawText()}; it must be a number: correct or delete the line";
            return null;
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
