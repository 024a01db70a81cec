using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Objects;

/// <summary>A graph as its operator needs it: besides the typed view, how it is spelled and the status that it has.</summary>
/// <param name="Status">As stored; null before the first one is written.</param>
internal sealed record GraphObject(DynamoGraphDeployment Graph, GraphSpelling Spelling, JsonElement? Status) : IKubernetesObject
{
    public static Resource<GraphObject> Resource { get; } = new(GraphKinds.Graphs.Api, Read);

    public ObjectMeta Metadata => Graph.Metadata;

    public static GraphObject Read(JsonElement json)
    {
        var hasComponents = json.TryGetProperty("spec", out var spec)
            && spec.ValueKind == JsonValueKind.Object
            && spec.TryGetProperty("components", out var components)
            && components.ValueKind == JsonValueKind.Array
            && components.GetArrayLength() > 0;
        return new GraphObject(
            GraphKinds.ReadGraph(json),
            hasComponents ? GraphSpelling.Components : GraphSpelling.Services,
            json.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object ? status.Clone() : null);
    }

    /// <summary>JSON pointer to the object that holds the component's replicas.</summary>
    public string PointerTo(GraphComponent component) =>
        Spelling == GraphSpelling.Components
            ? $"/spec/components/{Graph.Components.ToList().IndexOf(component)}"
            : $"/spec/services/{component.Name.Replace("~", "~0").Replace("/", "~1")}";
}

internal enum GraphSpelling
{
    /// <summary>v1beta1: <c>spec.components[]</c> and <c>status.components</c>.</summary>
    Components,

    /// <summary>v1alpha1: <c>spec.services</c> and <c>status.services</c>.</summary>
    Services,
}
