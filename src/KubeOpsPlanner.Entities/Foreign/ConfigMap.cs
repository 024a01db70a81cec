using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record ConfigMap : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    public static ConfigMap Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Data = json.TextMap("data"),
    };
}
