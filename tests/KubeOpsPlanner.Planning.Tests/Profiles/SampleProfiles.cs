using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Profiles;

/// <summary>A small profile with known values: 5 prompt lengths; 5 loads at each of 4 context lengths.</summary>
internal static class SampleProfiles
{
    public const double MaxKvTokens = 100_000;

    public static readonly double[] Usage = [0.1, 0.3, 0.5, 0.7, 0.9];
    public static readonly double[] Contexts = [512, 1024, 2048, 4096];

    private const string PrefillJson =
        """{"prefill_isl":[128,256,512,1024,2048],"prefill_ttft":[30,55,110,260,700],"prefill_thpt_per_gpu":[1800,1700,1600,1000,240]}""";

    /// <summary>The cache's fill slows a step down, longer contexts a little as well.</summary>
    public static double Itl(double usage, double context) => 20 + 30 * usage + context / 1000;

    public static double Throughput(double usage, double context) => usage * MaxKvTokens / context / Itl(usage, context) * 1000;

    public static Dictionary<string, string> ConfigMap() => new()
    {
        [ProfileReader.PrefillKey] = PrefillJson,
        [ProfileReader.DecodeKey] = DecodeJson(),
    };

    public static EngineProfile Profile() => ProfileReader.Read(ConfigMap()).Profile!;

    /// <summary>An engine whose throughput does not depend on lengths, as in upstream's replica tests.</summary>
    public static EngineProfile Flat(double prefillPerGpu, double decodePerGpu, double ttftMs = 80, double itlMs = 10)
    {
        var data = new Dictionary<string, string>
        {
            [ProfileReader.PrefillKey] = JsonSerializer.Serialize(new
            {
                prefill_isl = new[] { 100, 8000 },
                prefill_ttft = new[] { ttftMs, ttftMs },
                prefill_thpt_per_gpu = new[] { prefillPerGpu, prefillPerGpu },
            }),
            [ProfileReader.DecodeKey] = JsonSerializer.Serialize(new
            {
                x_kv_usage = new[] { 0.1, 0.9, 0.1, 0.9 },
                y_context_length = new[] { 100, 100, 8000, 8000 },
                z_itl = new[] { itlMs, itlMs, itlMs, itlMs },
                z_thpt_per_gpu = new[] { decodePerGpu, decodePerGpu, decodePerGpu, decodePerGpu },
                max_kv_tokens = 100_000,
            }),
        };
        var result = ProfileReader.Read(data);
        return result.Profile ?? throw new InvalidOperationException(string.Join("; ", result.Issues.Select(issue => issue.Message)));
    }

    public static string DecodeJson(double itlScale = 1, double usageScale = 1)
    {
        var points = (from context in Contexts from usage in Usage select (usage, context)).ToArray();
        return JsonSerializer.Serialize(new
        {
            x_kv_usage = points.Select(point => point.usage * usageScale),
            y_context_length = points.Select(point => point.context),
            z_itl = points.Select(point => Itl(point.usage, point.context) * itlScale),
            z_thpt_per_gpu = points.Select(point => Throughput(point.usage, point.context)),
            max_kv_tokens = MaxKvTokens,
        });
    }

    /// <param name="replacement">A JSON property, or text that is not JSON at all.</param>
    public static Dictionary<string, string> ConfigMapWith(string file, string column, string replacement)
    {
        var data = ConfigMap();
        var json = JsonNode.Parse(data[file])!.AsObject();
        json.Remove(column);
        data[file] = "{" + replacement + "," + json.ToJsonString()[1..];
        return data;
    }
}
