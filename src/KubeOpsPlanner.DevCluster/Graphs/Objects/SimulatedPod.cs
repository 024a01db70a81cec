using System.Text.Json;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Objects;

/// <summary>A pod as scheduler, kubelet and graph operator need it.</summary>
internal sealed record SimulatedPod : IKubernetesObject
{
    public static Resource<SimulatedPod> Resource { get; } = new(ForeignKinds.Pods.Api, Read);

    public required ObjectMeta Metadata { get; init; }

    public string Phase { get; init; } = "Pending";

    public string? NodeName { get; init; }

    public bool IsReady { get; init; }

    /// <summary>Whole GPUs that it takes from its node; a pod whose GPUs cannot be told takes none here.</summary>
    public int Gpus { get; init; }

    /// <summary>Why the scheduler found no node, as last written; null when it did, or has not tried.</summary>
    public string? Unschedulable { get; init; }

    public IReadOnlyList<PodContainer> Containers { get; init; } = [];

    /// <summary>Whether its containers run for ever; others finish.</summary>
    public bool IsRestarted { get; init; } = true;

    /// <summary>What its containers end with.</summary>
    public int ExitCode => Metadata.Annotations.TryGetValue(SimulationNames.ExitCodeAnnotation, out var text) && int.TryParse(text, out var code) ? code : 0;

    public bool IsGone => Phase is "Succeeded" or "Failed";

    public bool IsTerminating => Metadata.IsBeingDeleted;

    /// <summary>What is asked of its kubelet, once it is deleted; null when it is not, 0 when it need not end any more.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Null for pods that belong to no graph.</summary>
    public ObjectKey? Graph => GraphChildren.KeyOf(this);

    public string Component => Metadata.Labels.GetValueOrDefault(PlannerNames.ComponentLabel, "");

    public int Replica => Number(SimulationNames.ReplicaLabel, 0);

    public int Rank => Number(SimulationNames.RankLabel, 0);

    public int ReplicaSize => Number(SimulationNames.SizeLabel, 1);

    public string Template => Metadata.Annotations.GetValueOrDefault(SimulationNames.TemplateAnnotation, "");

    public bool HoldsDrainFinalizer => Metadata.Finalizers.Contains(SimulationNames.DrainFinalizer);

    public static SimulatedPod Read(JsonElement json)
    {
        var pod = Pod.Read(json);
        return new SimulatedPod
        {
            Metadata = pod.Metadata,
            Phase = pod.Phase,
            NodeName = pod.NodeName,
            IsReady = pod.IsReady,
            Gpus = pod.Gpus.GpusPerReplica ?? 0,
            Unschedulable = UnschedulableMessage(json),
            Grace = json.Number("metadata", "deletionGracePeriodSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Containers = [.. json.At("spec", "containers").Items().Select(container => new PodContainer(container.Text("name"), container.Text("image")))],
            IsRestarted = json.Text("spec", "restartPolicy") is "" or "Always",
        };
    }

    private static string? UnschedulableMessage(JsonElement json)
    {
        if (!json.TryGetProperty("status", out var status) || KubernetesJson.ReadProperty<List<Condition>>(status, "conditions") is not { } conditions)
        {
            return null;
        }

        return conditions.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" })?.Message;
    }

    private int Number(string label, int otherwise) =>
        Metadata.Labels.TryGetValue(label, out var text) && int.TryParse(text, out var number) ? number : otherwise;
}

internal sealed record PodContainer(string Name, string Image);
