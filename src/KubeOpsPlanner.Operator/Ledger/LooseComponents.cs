using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Tells the ledgers of component deployments that no stored graph stands for. Those of a graph are in its charge
/// already; when it is gone and they are not, they count by themselves until they are gone too.
/// </summary>
/// <remarks>
/// The gate lets these grow only by the hand of the Dynamo operator, so the ledger never reserves for them, and no
/// watermark is needed: what a replica has not seen yet is smaller, or was made while nobody governed the namespace.
/// </remarks>
internal sealed class LooseComponents(MonotonicClock clock)
{
    private readonly Dictionary<ObjectKey, Dictionary<ObjectKey, DynamoComponentDeployment>> _byGraph = [];
    private readonly Dictionary<ObjectKey, DynamoComponentDeployment> _charged = [];

    /// <summary>Charged by themselves now.</summary>
    public IReadOnlyCollection<DynamoComponentDeployment> Charged => _charged.Values;

    public IReadOnlyList<LedgerEvent> Take(
        StoreChange<DynamoComponentDeployment> change, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs)
    {
        if (change.Old is { } old && GraphOf(old) is { } before && _byGraph.TryGetValue(before, out var ofGraph))
        {
            ofGraph.Remove(old.Metadata.Key);
            if (ofGraph.Count == 0)
                _byGraph.Remove(before);
        }

        if (change.New is not { } component)
            return change is { Kind: StoreChangeKind.Deleted, Old: { } gone } ? Release(gone.Metadata.Key) : [];

        if (GraphOf(component) is { } graph)
        {
            if (!_byGraph.TryGetValue(graph, out var siblings))
                _byGraph[graph] = siblings = [];

            siblings[component.Metadata.Key] = component;
        }

        return Weigh(component, graphs, change.ResourceVersion);
    }

    /// <summary>A graph came or went, which covers or uncovers the components that refer to it.</summary>
    public IReadOnlyList<LedgerEvent> Reconsider(
        ObjectKey graph, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs, ulong version) =>
        _byGraph.TryGetValue(graph, out var components)
            ? [.. components.Values.SelectMany(component => Weigh(component, graphs, version))]
            : [];

    public static bool IsCovered(DynamoComponentDeployment component, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs) =>
        GraphOf(component) is { } graph && component.IsCoveredBy(graphs.GetValueOrDefault(graph));

    /// <param name="version">Of what made it count: the view takes older news than its last live read for a ghost.</param>
    private IReadOnlyList<LedgerEvent> Weigh(
        DynamoComponentDeployment component, IReadOnlyDictionary<ObjectKey, DynamoGraphDeployment> graphs, ulong version)
    {
        var key = component.Metadata.Key;
        if (IsCovered(component, graphs))
            return Release(key);

        var released = _charged.TryGetValue(key, out var old) && old.Metadata.Uid != component.Metadata.Uid ? Release(key) : [];
        _charged[key] = component;
        var facts = FactProjection.Of(component);
        return
        [
            .. released,
            new LedgerEvent.GraphObserved(clock.Now, facts with { ResourceVersion = Math.Max(facts.ResourceVersion, version) }),
        ];
    }

    private IReadOnlyList<LedgerEvent> Release(ObjectKey key) =>
        _charged.Remove(key, out var gone)
            ? [new LedgerEvent.GraphDeleted(clock.Now, FactProjection.IdOf(gone), gone.Metadata.Uid)]
            : [];

    private static ObjectKey? GraphOf(DynamoComponentDeployment component) =>
        component.GraphReference is { } owner ? new ObjectKey(component.Metadata.Namespace, owner.Name) : null;
}
