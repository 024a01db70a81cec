using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// The two JSON documents in which Dynamo's profiler hands over its sweep (keys <see cref="PrefillKey"/> and
/// <see cref="DecodeKey"/> of the profile ConfigMap). Times are milliseconds, throughputs tokens/s/GPU.
/// </summary>
public sealed record ProfileDocuments(string Prefill, string Decode)
{
    public const string PrefillKey = "prefill_raw_data.json";
    public const string DecodeKey = "decode_raw_data.json";

    /// <summary>The engine that these documents describe.</summary>
    /// <param name="name">What the profile and its error messages are called.</param>
    /// <exception cref="FormatException">One sentence that names the document and the key at fault.</exception>
    public EngineProfile ToEngineProfile(
        string name, int prefillGpus = 1, int decodeGpus = 1, EngineLimits? limits = null, KvTransfer? kvTransfer = null)
    {
        var prefill = Parse(PrefillKey, Prefill);
        var isl = Numbers(prefill, PrefillKey, "prefill_isl");
        var ttft = Numbers(prefill, PrefillKey, "prefill_ttft", isl.Length);
        var decode = Parse(DecodeKey, Decode);
        var usage = Numbers(decode, DecodeKey, "x_kv_usage");
        var context = Numbers(decode, DecodeKey, "y_context_length", usage.Length);
        var itl = Numbers(decode, DecodeKey, "z_itl", usage.Length);
        return new EngineProfile
        {
            Name = name,
            PrefillTtftMs = new PiecewiseLinearCurve(isl.Zip(ttft)),
            DecodeItl = new DecodeSurface(usage.Zip(context, itl)),
            MaxKvTokens = MaxKvTokens(decode),
            PrefillGpus = prefillGpus,
            DecodeGpus = decodeGpus,
            Limits = limits ?? new EngineLimits(),
            KvTransfer = kvTransfer ?? KvTransfer.Instant,
        };
    }

    internal static string Write(params (string Key, JsonNode Value)[] entries)
    {
        var document = new JsonObject();
        foreach (var (key, value) in entries)
        {
            document[key] = value;
        }

        return document.ToJsonString();
    }

    private static JsonElement Parse(string document, string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                ? parsed.RootElement.Clone()
                : throw new FormatException($"profile document {document} is not a JSON object: give the profiler's output");
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber + 1;
            throw new FormatException($"profile document {document} is not JSON (line {line}): give the profiler's output");
        }
    }

    private static double[] Numbers(JsonElement root, string document, string key, int? count = null)
    {
        if (!root.TryGetProperty(key, out var array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
        {
            throw new FormatException($"profile document {document} has no list \"{key}\": profile again, or correct the key");
        }

        var numbers = new List<double>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out var number) || !double.IsFinite(number) || number < 0)
            {
                throw new FormatException(
                    $"profile document {document} has {item.GetRawText()} in \"{key}\", which is not a number of at least 0: "
                    + "profile again, or correct it");
            }

            numbers.Add(number);
        }

        return count is { } expected && expected != numbers.Count
            ? throw new FormatException(
                $"profile document {document} has {numbers.Count} numbers in \"{key}\" where its other lists have {expected}: "
                + "profile again, or correct it")
            : [.. numbers];
    }

    private static long MaxKvTokens(JsonElement decode)
    {
        const string Key = "max_kv_tokens";
        if (decode.TryGetProperty(Key, out var value))
        {
            // A scalar in JSON; a list of one in what was converted from NPZ.
            value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var tokens) && tokens >= 1)
            {
                return (long)tokens;
            }
        }

        throw new FormatException($"profile document {DecodeKey} has no positive number \"{Key}\": profile again, or correct it");
    }
}
