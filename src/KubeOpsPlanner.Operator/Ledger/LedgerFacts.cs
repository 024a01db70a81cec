using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Graphs with their adapters, pods and component deployments as the stores show them, put together into what a ledger is told:
/// each change becomes the events that follow from it.
/// </summary>
internal sealed class LedgerFacts(MonotonicClock clock)
{
    private readonly Dictionary<ObjectKey, DynamoGraphDeployment> _graphs = [];
    private readonly Dictionary<ObjectKey, Dictionary<string, DynamoGraphDeploymentScalingAdapter>> _adapters = [];
    private readonly Dictionary<ObjectKey, DynamoComponentDeployment> _components = [];
    private readonly GraphPods _pods = new();

    /// <summary>For a ledger that knows nothing yet.</summary>
    public IEnumerable<LedgerEvent> Everything =>
    [
        .. _adapters.Values.SelectMany(adapters => adapters.Values).Select(Observed),
        .. _graphs.Values.Select(Observed),
        .. _components.Values.Select(component => new LedgerEvent.ComponentObserved(clock.Now, FactProjection.Of(component))),
    ];

    public IReadOnlyList<LedgerEvent> Take(StoreChange<DynamoGraphDeployment> change)
    {
        List<LedgerEvent> events = [];
        if (change.New is { } graph)
        {
            var key = graph.Metadata.Key;
            _graphs[key] = FactProjection.CarryShapes(_graphs.GetValueOrDefault(key), graph);
            // The graph spells the component names of its adapters; both must agree before the graph counts.
            if (_adapters.TryGetValue(key, out var adapters))
                events.AddRange(adapters.Values.Select(Observed));

            events.Add(Observed(_graphs[key]));
        }
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
        {
            _graphs.Remove(gone.Metadata.Key);
            events.Add(new LedgerEvent.GraphDeleted(clock.Now, FactProjection.IdOf(gone), gone.Metadata.Uid));
        }

        return events;
    }

    public IReadOnlyList<LedgerEvent> Take(StoreChange<DynamoGraphDeploymentScalingAdapter> change)
    {
        if (change.Old is { } old)
            AdaptersBeside(old).Remove(old.Metadata.Uid);

        if (change.New is { } adapter)
        {
            AdaptersBeside(adapter)[adapter.Metadata.Uid] = adapter;
            return [Observed(adapter)];
        }

        return change is { Kind: StoreChangeKind.Deleted, Old: { } gone } ? [new LedgerEvent.AdapterDeleted(clock.Now, gone.Metadata.Uid)] : [];
    }

    /// <remarks>Their status changes often and is not counted.</remarks>
    public IReadOnlyList<LedgerEvent> Take(StoreChange<DynamoComponentDeployment> change)
    {
        if (change.New is { } component)
        {
            _components[component.Metadata.Key] = component;
            var facts = FactProjection.Of(component);
            return change.Old is { } old && FactProjection.Of(old).Equals(facts) ? [] : [new LedgerEvent.ComponentObserved(clock.Now, facts)];
        }

        if (change is not { Kind: StoreChangeKind.Deleted, Old: { } gone })
            return [];

        _components.Remove(gone.Metadata.Key);
        return [new LedgerEvent.ComponentDeleted(clock.Now, FactProjection.IdOf(gone), gone.Metadata.Uid)];
    }

    public IReadOnlyList<LedgerEvent> Take(StoreChange<Pod> change)
    {
        var touched = _pods.Take(change);
        if (change.Kind == StoreChangeKind.Synced)
            return [.. _graphs.Values.Select(Observed)];

        return touched is { } key && _pods.IsComplete && _graphs.GetValueOrDefault(key) is { } counted
            ? [Observed(counted)]
            : [];
    }

    /// <summary>Whether the graphs of a namespace hold GPUs, or may.</summary>
    public bool HoldsGpus(string @namespace) => _graphs.Values
        .Where(graph => graph.Metadata.Namespace == @namespace)
        .Select(graph => FactProjection.Of(graph, _pods.Of(graph.Metadata.Key)))
        .Any(GpuHolding.MayHold)
        || _components.Values.Any(component => component.Metadata.Namespace == @namespace && GpuHolding.MayHold(component, _graphs));

    private LedgerEvent.GraphObserved Observed(DynamoGraphDeployment graph) =>
        new(clock.Now, FactProjection.Of(graph, _pods.Of(graph.Metadata.Key)));

    private LedgerEvent.AdapterObserved Observed(DynamoGraphDeploymentScalingAdapter adapter) =>
        new(clock.Now, FactProjection.Of(adapter, _graphs.GetValueOrDefault(GraphOf(adapter))));

    private Dictionary<string, DynamoGraphDeploymentScalingAdapter> AdaptersBeside(DynamoGraphDeploymentScalingAdapter adapter)
    {
        if (!_adapters.TryGetValue(GraphOf(adapter), out var adapters))
            _adapters[GraphOf(adapter)] = adapters = new Dictionary<string, DynamoGraphDeploymentScalingAdapter>(StringComparer.Ordinal);

        return adapters;
    }

    private static ObjectKey GraphOf(DynamoGraphDeploymentScalingAdapter adapter) => new(adapter.Metadata.Namespace, adapter.GraphName);
}
