using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

/// <summary>The part of a pod that planning and accounting look at.</summary>
public sealed record Pod : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Null until the scheduler has found a node.</summary>
    public string? NodeName { get; init; }

    public string? Ip { get; init; }

    public bool IsReady { get; init; }

    public required GpuShape Gpus { get; init; }

    /// <summary>Holds its GPUs, or will when it is scheduled. A pod that is being deleted holds them until it is gone.</summary>
    public bool IsLive => Phase is not ("Succeeded" or "Failed");

    public string? Graph => Metadata.Labels.GetValueOrDefault(PlannerNames.GraphLabel);

    public string? Component => Metadata.Labels.GetValueOrDefault(PlannerNames.ComponentLabel);

    public static Pod Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        Phase = json.Text("status", "phase") ?? "",
        NodeName = json.Text("spec", "nodeName"),
        Ip = json.Text("status", "podIP"),
        IsReady = json.Conditions().Any(condition => condition is { Type: "Ready", Status: "True" }),
        Gpus = json.At("spec") is { } spec ? Count(spec) : GpuShape.Unknown("the pod has no spec"),
    };

    private static GpuShape Count(JsonElement spec) =>
        PodGpus.HasResourceClaims(spec) ? GpuShape.Unknown("the pod uses resource claims") : PodGpus.Of(spec);
}
