using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record Node : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Whole GPUs that pods on this node may request in all.</summary>
    public int AllocatableGpus { get; init; }

    public bool IsSchedulable { get; init; }

    public bool IsReady { get; init; }

    public static Node Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        AllocatableGpus = json.Entries("status", "allocatable")
            .Where(entry => DeviceNames.IsWholeGpu(entry.Name))
            .Sum(entry => GpuQuantity.Read(entry.Value) ?? 0),
        IsSchedulable = json.Flag("spec", "unschedulable") != true,
        IsReady = json.Conditions().Any(condition => condition is { Type: "Ready", Status: "True" }),
    };
}
