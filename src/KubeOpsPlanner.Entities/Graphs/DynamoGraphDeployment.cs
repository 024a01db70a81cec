using KubeOpsPlanner.Entities.Foreign;
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

    public ReplicaManagers ReplicaManagers { get; init; } = ReplicaManagers.None;

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

    /// <summary>What the graph itself asks for.</summary>
    public ReplicaVector Vector() => ReplicaVector.Of(Components);

    /// <summary>
    /// What graph and adapters ask for: the larger of both while they differ, because the mirroring between them is
    /// still to come and may go either way.
    /// </summary>
    /// <param name="adapters">Any adapters of the namespace; those of other graphs are passed over.</param>
    public ReplicaVector Vector(IEnumerable<DynamoGraphDeploymentScalingAdapter> adapters)
    {
        var vector = Vector();
        foreach (var adapter in adapters.Where(adapter =>
            adapter.Metadata.Namespace == Metadata.Namespace && adapter.GraphName == Metadata.Name))
        {
            if (ComponentOfAdapter(adapter) is { HasScalingAdapter: true } component
                && adapter.Replicas is { } replicas
                && replicas > component.Replicas)
            {
                vector = vector.With(component.Name, replicas);
            }
        }

        return vector;
    }

    /// <summary>
    /// What runs, component by component: the larger of live pods and of status replicas where the status is current, else
    /// what the graph asks for. A status does not count pods that are being deleted, and those hold their GPUs until they are gone.
    /// </summary>
    /// <param name="pods">Pods of the namespace; null when they are not known, which is not the same as none.</param>
    public ReplicaVector Observed(IEnumerable<Pod>? pods)
    {
        var live = pods?
            .Where(pod => pod.IsLive && pod.Metadata.Namespace == Metadata.Namespace && pod.Graph == Metadata.Name)
            .ToLookup(pod => pod.Component ?? "", StringComparer.OrdinalIgnoreCase);
        return new ReplicaVector([.. Components.Select(component =>
            ReplicaEntry.Of(component, component.Shape) with { Replicas = ObservedReplicas(component, live) })]);
    }

    // A replica that spans nodes has one pod on each of them; one that is half gone still holds GPUs.
    private int ObservedReplicas(GraphComponent component, ILookup<string, Pod>? live)
    {
        var reported = IsStatusCurrent ? component.Status?.Replicas : null;
        int? running = live is null ? null : (live[component.Name].Count() + component.NodeCount - 1) / component.NodeCount;
        return reported is null && running is null ? component.Replicas : Math.Max(reported ?? 0, running ?? 0);
    }
}
