using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record ConfigMap : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, byte[]> BinaryData { get; init; } = new Dictionary<string, byte[]>();

    public static ConfigMap Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Data = json.TextMap("data"),
        BinaryData = json.TextMap("binaryData").ToDictionary(entry => entry.Key, entry => Decode(entry.Value), StringComparer.Ordinal),
    };

    /// <summary>The API server admits only base64; anything else is nothing.</summary>
    private static byte[] Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : [];
    }
}
