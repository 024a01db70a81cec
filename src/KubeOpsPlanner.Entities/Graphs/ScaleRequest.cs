using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>The object of a <c>/scale</c> request (autoscaling/v1 Scale): its metadata is that of the scaled object.</summary>
public sealed record ScaleRequest
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>An absent number is 0, as in autoscaling/v1; null when what stands there is no number of replicas.</summary>
    public int? Replicas { get; init; }

    public static ScaleRequest Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Replicas = json.At("spec", "replicas") is null ? 0 : json.Int("spec", "replicas"),
    };
}
