using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Component deployments that a replica has seen, by their own id and by the graph that they belong to.</summary>
internal sealed record ComponentIndex
{
    public static readonly ComponentIndex Empty = new();

    private ImmutableDictionary<GraphId, ComponentFacts> ById { get; init; } = ImmutableDictionary<GraphId, ComponentFacts>.Empty;

    private ImmutableDictionary<GraphId, ImmutableHashSet<GraphId>> ByGraph { get; init; } =
        ImmutableDictionary<GraphId, ImmutableHashSet<GraphId>>.Empty;

    public ComponentFacts? this[GraphId component] => ById.GetValueOrDefault(component);

    public IEnumerable<ComponentFacts> Of(GraphId graph) =>
        ByGraph.TryGetValue(graph, out var components) ? components.Select(component => ById[component]) : [];

    public ComponentIndex With(ComponentFacts component)
    {
        var without = Without(component.Id);
        return without with
        {
            ById = without.ById.SetItem(component.Id, component),
            ByGraph = component.Graph is { } graph
                ? without.ByGraph.SetItem(graph, without.ByGraph.GetValueOrDefault(graph, []).Add(component.Id))
                : without.ByGraph,
        };
    }

    public ComponentIndex Without(GraphId component)
    {
        if (!ById.TryGetValue(component, out var held))
            return this;

        var others = held.Graph is { } of ? ByGraph[of].Remove(component) : [];
        return this with
        {
            ById = ById.Remove(component),
            ByGraph = held.Graph is not { } graph ? ByGraph : others.IsEmpty ? ByGraph.Remove(graph) : ByGraph.SetItem(graph, others),
        };
    }
}
