using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Objects that a review refers to, from the stores where these suffice, else live.</summary>
public sealed class GateLookups(ICluster cluster, LedgerStores stores)
{
    public const string AdaptersByGraph = "graph";

    public static string GraphIndex(string @namespace, string graph) => $"{@namespace}/{graph}";

    public async Task<DynamoGraphDeployment?> GraphAsync(ObjectKey key, CancellationToken cancellationToken) =>
        stores.Graphs.Get(key) ?? await LiveGraphAsync(key, cancellationToken);

    /// <summary>The graph of that uid; another one, or none, only after a live read.</summary>
    public async Task<DynamoGraphDeployment?> GraphAsync(ObjectKey key, string uid, CancellationToken cancellationToken) =>
        stores.Graphs.Get(key) is { } stored && stored.Metadata.Uid == uid
            ? stored
            : await LiveGraphAsync(key, cancellationToken);

    /// <summary>The component at exactly the version that a scale request starts from; null when it has moved on.</summary>
    public async Task<DynamoComponentDeployment?> ComponentAsync(ObjectMeta start, CancellationToken cancellationToken)
    {
        return stores.Components?.Get(start.Key) is { } stored && IsAt(stored)
            ? stored
            : await cluster.GetAsync(GraphKinds.ComponentDeployments, start.Key, cancellationToken) is { } live && IsAt(live) ? live : null;

        bool IsAt(DynamoComponentDeployment found) =>
            found.Metadata.Uid == start.Uid && found.Metadata.ResourceVersion == start.ResourceVersion;
    }

    /// <summary>The adapter at exactly the version that a scale request starts from, or as it is now.</summary>
    public async Task<DynamoGraphDeploymentScalingAdapter?> AdapterAsync(ObjectMeta start, CancellationToken cancellationToken) =>
        stores.Adapters.Get(start.Key) is { } stored
        && stored.Metadata.Uid == start.Uid
        && stored.Metadata.ResourceVersion == start.ResourceVersion
            ? stored
            : await cluster.GetAsync(GraphKinds.ScalingAdapters, start.Key, cancellationToken);

    public IReadOnlyList<DynamoGraphDeploymentScalingAdapter> StoredAdapters(ObjectKey graph) =>
        [.. stores.Adapters.ByIndex(AdaptersByGraph, GraphIndex(graph.Namespace, graph.Name))];

    /// <summary>A mirror write can be faster than the watch that shows what it mirrors.</summary>
    public async Task<IReadOnlyList<DynamoGraphDeploymentScalingAdapter>> LiveAdaptersAsync(
        ObjectKey graph, CancellationToken cancellationToken)
    {
        var live = await cluster.ListAsync(GraphKinds.ScalingAdapters, new ListScope(graph.Namespace), cancellationToken);
        return [.. live.Items.Where(adapter => adapter.GraphName == graph.Name)];
    }

    private async Task<DynamoGraphDeployment?> LiveGraphAsync(ObjectKey key, CancellationToken cancellationToken) =>
        key.CanExist() ? await cluster.GetAsync(GraphKinds.Graphs, key, cancellationToken) : null;
}
