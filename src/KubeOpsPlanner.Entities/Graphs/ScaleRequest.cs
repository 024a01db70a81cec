using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>The object of a <c>/scale</c> request (autoscaling/v1 Scale): its metadata is that of the scaled object.</summary>
public sealed record ScaleRequest
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>An absent number is 0, as in autoscaling/v1.</summary>
    public int Replicas { get; init; }

    public static ScaleRequest Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Replicas = json.Int("spec", "replicas") ?? 0,
    };
}
