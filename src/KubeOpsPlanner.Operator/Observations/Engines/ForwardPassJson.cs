using System.Text.Json;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>
/// Reads the latest forward-pass metrics of each engine: an array of samples, or an object of them by
/// "worker_id/dp_rank". Fields are named as Dynamo names them; <c>worker_type</c> says whose engine it is.
/// </summary>
internal static class ForwardPassJson
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <returns>The engines, or what is wrong with the text as a whole. Single samples that cannot be read are left out.</returns>
    public static (IReadOnlyList<ForwardPassSample> Engines, string? Problem) Read(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            return ([], $"is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
        }

        using (document)
        {
            List<(string Key, JsonElement Sample)>? samples = document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(sample => ("", sample))],
                JsonValueKind.Object => [.. document.RootElement.EnumerateObject().Select(entry => (entry.Name, entry.Value))],
                _ => null,
            };
            if (samples is null) return ([], "is neither an array nor an object of samples");
            var read = samples.Select(sample => (sample.Key, Sample: Read(sample.Sample)!)).Where(sample => sample.Sample is not null).ToList();
            var other = read.Select(sample => sample.Sample.Version).FirstOrDefault(version => version is not null and not Version);
            return other is null
                ? ([.. read.Select(sample => Engine(sample.Key, sample.Sample)).OfType<ForwardPassSample>()], null)
                : ([], $"has forward-pass metrics of version {other}, this operator understands version {Version}");
        }
    }

    private static Document? Read(JsonElement sample)
    {
        try
        {
            return sample.ValueKind == JsonValueKind.Object ? sample.Deserialize<Document>(Names) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ForwardPassSample? Engine(string key, Document sample)
    {
        var worker = sample.WorkerId is { ValueKind: JsonValueKind.String or JsonValueKind.Number } id ? id.ToString() : key.Split('/')[0];
        if (worker.Length == 0) return null;
        var (scheduled, queued) = (sample.ScheduledRequests ?? new Work(), sample.QueuedRequests ?? new Work());
        return new ForwardPassSample(sample.WorkerType ?? "", new EngineLoad(worker)
        {
            QueuedPrefillTokens = Known(queued.SumPrefillTokens),
            DecodeKvTokens = Known(scheduled.SumDecodeKvTokens),
            QueuedDecodeKvTokens = Known(queued.SumDecodeKvTokens),
            DecodeRequests = Known(scheduled.NumDecodeRequests),
            MaxKvTokens = Known(sample.MaxKvTokens),
            Counter = sample.CounterId,
            PassId = sample.CounterId,
            Passes = sample.WallTime is > 0 and var seconds
                ? [new ForwardPass(Known(scheduled.SumPrefillTokens) ?? 0, Known(scheduled.NumDecodeRequests) ?? 0, Known(scheduled.SumDecodeKvTokens) ?? 0, seconds)
                {
                    PrefillRequests = Known(scheduled.NumPrefillRequests) ?? 0,
                }]
                : [],
        });
    }

    private static double? Known(double? value) => value is >= 0 and < double.PositiveInfinity ? value : null;

    private sealed record Document(
        JsonElement? WorkerId, string? WorkerType, int? Version, long? CounterId, double? WallTime, double? MaxKvTokens, Work? ScheduledRequests, Work? QueuedRequests);

    private sealed record Work(
        double? NumPrefillRequests = null, double? SumPrefillTokens = null, double? NumDecodeRequests = null, double? SumDecodeKvTokens = null);
}

/// <param name="Kind">worker_type; empty where the sample has none.</param>
internal sealed record ForwardPassSample(string Kind, EngineLoad Load);
