using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>
/// What the Dynamo operator makes of one component of a graph; somebody with the rights can also write one by hand.
/// </summary>
public sealed record DynamoComponentDeployment : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Its replicas and the GPUs of one of them.</summary>
    public required GraphComponent Component { get; init; }

    /// <summary>The graph that it says it belongs to, which anybody can write; null when to none.</summary>
    public OwnerReference? GraphReference => Metadata.OwnerReferences.FirstOrDefault(static owner =>
        owner is { Controller: true, Kind: GraphKinds.GraphKind }
        && owner.ApiVersion.StartsWith(PlannerNames.DynamoGroup + "/", StringComparison.Ordinal));

    /// <summary>That graph stands for these GPUs already: it exists, and is the very one that is referred to.</summary>
    public bool IsCoveredBy(DynamoGraphDeployment? graph) =>
        graph is not null
        && GraphReference is { } owner
        && graph.Metadata.Namespace == Metadata.Namespace
        && owner.Name == graph.Metadata.Name
        && owner.Uid == graph.Metadata.Uid;

    /// <summary>
    /// Reads a spec by what it contains, as graphs are read: v1beta1 has <c>type</c> and <c>podTemplate</c>, v1alpha1
    /// <c>componentType</c>, <c>resources</c> and <c>extraPodSpec</c>. Where both are there, the larger shape counts.
    /// </summary>
    /// <exception cref="JsonException">Its metadata is misshapen; everything else is read as far as it goes.</exception>
    public static DynamoComponentDeployment Read(JsonElement json)
    {
        var metadata = KubernetesJson.ReadMeta(json);
        var spec = json.At("spec") is { ValueKind: JsonValueKind.Object } found ? found : default;
        var isNew = spec.At("type") is not null || spec.At("podTemplate") is not null;
        var isOld = spec.At("componentType") is not null || spec.At("resources") is not null || spec.At("extraPodSpec") is not null;
        var name = metadata.Labels.GetValueOrDefault(PlannerNames.ComponentLabel) ?? spec.Text("serviceName") ?? metadata.Name;
        var component = GraphReader.ReadComponent(name, isNew ? ComponentLayout.OfComponent(spec) : ComponentLayout.OfService(spec));
        if (isNew && isOld)
        {
            var other = GraphReader.ReadComponent(name, ComponentLayout.OfService(spec));
            component = component with { Shape = PodGpus.Larger(component.Shape, other.Shape) };
        }

        return new DynamoComponentDeployment { Metadata = metadata, Component = component };
    }
}
