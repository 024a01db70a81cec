using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>The live pods of each graph.</summary>
internal sealed class GraphPods
{
    private readonly Dictionary<ObjectKey, Dictionary<ObjectKey, Pod>> _pods = [];

    /// <summary>False until the first list is complete; what is missing before is not known to be missing.</summary>
    public bool IsComplete { get; private set; }

    /// <returns>Null while pods are not known, which is not the same as none.</returns>
    public IEnumerable<Pod>? Of(ObjectKey graph) => !IsComplete ? null : _pods.TryGetValue(graph, out var pods) ? pods.Values : [];

    /// <returns>The graph whose pods are more or fewer now; null when it is none's, or only its state changed.</returns>
    public ObjectKey? Take(StoreChange<Pod> change)
    {
        IsComplete |= change.Kind == StoreChangeKind.Synced;
        if ((change.New ?? change.Old) is not { Graph: { } name } pod)
            return null;

        var graph = new ObjectKey(pod.Metadata.Namespace, name);
        if (!_pods.TryGetValue(graph, out var pods))
            _pods[graph] = pods = [];

        var before = pods.Count;
        if (change.New is { IsLive: true } live)
            pods[live.Metadata.Key] = live;
        else
            pods.Remove(pod.Metadata.Key);

        var isSame = pods.Count == before;

        if (pods.Count == 0)
            _pods.Remove(graph);

        return isSame ? null : graph;
    }
}
