using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

/// <summary>Values are decoded; one that is not base64 is left out.</summary>
public sealed record Secret : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    public static Secret Read(JsonElement json)
    {
        var data = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var entry in json.Entries("data"))
        {
            if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.TryGetBytesFromBase64(out var bytes))
            {
                data[entry.Name] = bytes;
            }
        }

        return new Secret { Metadata = KubernetesJson.ReadMeta(json), Data = data };
    }

    /// <summary>Never shows a value.</summary>
    public override string ToString() => $"Secret {Metadata.Key} ({Data.Count} keys)";
}
