using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Where the two versions keep the same things of one component.</summary>
internal sealed record ComponentLayout
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public required JsonElement Json { get; init; }

    public required ComponentRole Role { get; init; }

    public required bool HasScalingAdapter { get; init; }

    public required JsonElement PodSpec { get; init; }

    /// <summary>GPUs of the main container that are declared outside the pod spec; null in v1beta1.</summary>
    public GpuShape? MainGpus { get; init; }

    public required bool HasResourceClaims { get; init; }

    public required WorkerArguments Arguments { get; init; }

    /// <summary>What stands at <c>replicas</c> when it is no number of replicas; null when it is one, or absent.</summary>
    public JsonElement? InvalidReplicas =>
        Json.At("replicas") is { } value && Json.Int("replicas") is not >= 0 ? value : null;

    // An empty multinode block means 2 (its default and minimum).
    public int NodeCount => Json.At("multinode") is { } block ? Math.Max(2, block.Int("nodeCount") ?? 2) : 1;

    public static ComponentLayout OfComponent(JsonElement json)
    {
        var podSpec = json.At("podTemplate", "spec") ?? Nothing;
        return new ComponentLayout
        {
            Json = json,
            Role = RoleOf(json.Text("type"), null),
            HasScalingAdapter = json.At("scalingAdapter")?.ValueKind == JsonValueKind.Object,
            PodSpec = podSpec,
            HasResourceClaims = PodGpus.HasResourceClaims(podSpec),
            Arguments = WorkerArguments.Of(MainContainer(podSpec)),
        };
    }

    public static ComponentLayout OfService(JsonElement json)
    {
        var podSpec = json.At("extraPodSpec") ?? Nothing;
        var main = podSpec.At("mainContainer");
        var block = ContainerGpus.OfService(json);
        return new ComponentLayout
        {
            Json = json,
            Role = RoleOf(json.Text("componentType"), json.Text("subComponentType")),
            // A bare {} is off in v1alpha1 and on in v1beta1.
            HasScalingAdapter = json.Flag("scalingAdapter", "enabled") == true,
            PodSpec = podSpec,
            MainGpus = main is { } container ? PodGpus.Larger(block, ContainerGpus.OfContainer(container)) : block,
            HasResourceClaims = PodGpus.HasResourceClaims(podSpec)
                || PodGpus.HasClaims(json)
                || (main is { } withClaims && PodGpus.HasClaims(withClaims)),
            Arguments = WorkerArguments.Of(main),
        };
    }

    private static JsonElement? MainContainer(JsonElement podSpec)
    {
        var containers = podSpec.Items("containers").ToList();
        var index = containers.FindIndex(container => container.Text("name") == "main");
        return containers.Count == 0 ? null : containers[Math.Max(0, index)];
    }

    private static ComponentRole RoleOf(string? type, string? subType) =>
        (subType ?? type)?.ToLowerInvariant() switch
        {
            "prefill" => ComponentRole.Prefill,
            "decode" => ComponentRole.Decode,
            "worker" => ComponentRole.Worker,
            "frontend" => ComponentRole.Frontend,
            "planner" => ComponentRole.Planner,
            "epp" => ComponentRole.Epp,
            _ when subType is not null => RoleOf(type, null),
            _ => ComponentRole.Other,
        };
}
