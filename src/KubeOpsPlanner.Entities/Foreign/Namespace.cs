using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record Namespace : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public static Namespace Read(JsonElement json) => new() { Metadata = KubernetesJson.ReadMeta(json) };
}
