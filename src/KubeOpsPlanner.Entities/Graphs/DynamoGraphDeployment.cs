using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>A DynamoGraphDeployment of either served version.</summary>
public sealed record DynamoGraphDeployment : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public required IReadOnlyList<GraphComponent> Components { get; init; }

    /// <summary>
    /// How the components are spelled, which a patch must follow: a <c>spec.components</c> list in the order of
    /// <see cref="Components"/>, or a <c>spec.services</c> map.
    /// </summary>
    public bool ListsComponents { get; init; }

    /// <summary>Whether its workers register in the Dynamo namespace <c>dynamo</c> instead of one of their own.</summary>
    public bool UsesGlobalDynamoNamespace { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public long? ObservedGeneration { get; init; }

    /// <summary>
    /// The namespace that the Dynamo operator injects. Not an identity: <c>a-b</c>+<c>c</c> and <c>a</c>+<c>b-c</c>
    /// give the same string.
    /// </summary>
    public string DynamoNamespace =>
        UsesGlobalDynamoNamespace ? "dynamo" : $"{Metadata.Namespace}-{Metadata.Name}";

    /// <summary>The status is about the spec as it is now.</summary>
    public bool IsStatusCurrent => ObservedGeneration == Metadata.Generation;

    public GraphComponent? Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name);

    /// <summary>The component that a scaling adapter names; adapters of v1beta1 may differ in case.</summary>
    public GraphComponent? ComponentOfAdapter(DynamoGraphDeploymentScalingAdapter adapter) =>
        Component(adapter.ComponentName)
        ?? Components.FirstOrDefault(component =>
            string.Equals(component.Name, adapter.ComponentName, StringComparison.OrdinalIgnoreCase));

    public string AdapterName(GraphComponent component) => $"{Metadata.Name}-{component.Name.ToLowerInvariant()}";

    public ReplicaVector Vector() => ReplicaVector.Of(Components);
}
