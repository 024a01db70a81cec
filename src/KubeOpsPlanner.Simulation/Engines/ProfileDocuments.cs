using System.Text.Json.Nodes;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// The two JSON documents in which Dynamo's profiler hands over its sweep (keys <see cref="PrefillKey"/> and
/// <see cref="DecodeKey"/> of the profile ConfigMap). Times are milliseconds, throughputs tokens/s/GPU.
/// </summary>
public sealed record ProfileDocuments(string Prefill, string Decode)
{
    public const string PrefillKey = ProfileReader.PrefillKey;
    public const string DecodeKey = ProfileReader.DecodeKey;

    /// <summary>The engine that these documents describe.</summary>
    /// <param name="name">What the profile and its error messages are called.</param>
    /// <exception cref="FormatException">One sentence per fault, which names the document and the key.</exception>
    public EngineProfile ToEngineProfile(
        string name, int prefillGpus = 1, int decodeGpus = 1, EngineLimits? limits = null, KvTransfer? kvTransfer = null)
    {
        var measured = ProfileReader.Measure(new Dictionary<string, string> { [PrefillKey] = Prefill, [DecodeKey] = Decode });
        if (measured is not { Prefill: { } prefill, Decode: { } decode } || measured.Issues.Any(issue => issue.IsError))
        {
            throw new FormatException(string.Join(" ", measured.Issues.Where(issue => issue.IsError).Select(issue => issue.Message)));
        }

        return new EngineProfile
        {
            Name = name,
            PrefillTtftMs = new PiecewiseLinearCurve(prefill.Isl.Zip(prefill.TtftMs)),
            DecodeItl = new DecodeSurface(decode.KvUsage.Zip(decode.ContextLength, decode.ItlMs)),
            MaxKvTokens = (long)decode.MaxKvTokens,
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
}
