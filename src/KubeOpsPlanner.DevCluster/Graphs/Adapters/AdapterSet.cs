using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Adapters;

/// <summary>
/// Which adapters a graph lacks and which it has too many. An adapter takes the graph's replicas once, when it is made;
/// from then on its own value rules. Adapters that somebody else made are left alone.
/// </summary>
internal sealed record AdapterSet(
    IReadOnlyList<GraphComponent> Create, IReadOnlyList<DynamoGraphDeploymentScalingAdapter> Delete)
{
    /// <param name="adapters">Those of the namespace that carry the graph's label.</param>
    public static AdapterSet Decide(
        ObjectKey key, DynamoGraphDeployment? graph, IReadOnlyCollection<DynamoGraphDeploymentScalingAdapter> adapters)
    {
        var made = adapters.Where(adapter => Owner(adapter)?.Name == key.Name && !adapter.Metadata.IsBeingDeleted).ToList();
        if (graph is null || graph.Metadata.IsBeingDeleted)
        {
            return new AdapterSet([], made);
        }

        var wanted = graph.Components.Where(component => component.HasScalingAdapter).ToList();
        var delete = made.Where(adapter =>
            Owner(adapter)!.Uid != graph.Metadata.Uid || graph.ComponentOfAdapter(adapter)?.HasScalingAdapter != true);
        var create = wanted.Where(component => adapters.All(adapter => adapter.Metadata.Name != graph.AdapterName(component)));
        return new AdapterSet([.. create], [.. delete]);
    }

    public static bool IsOwned(DynamoGraphDeploymentScalingAdapter adapter, DynamoGraphDeployment graph) =>
        Owner(adapter)?.Uid == graph.Metadata.Uid;

    public static JsonObject Body(GraphObject item, GraphComponent component)
    {
        var graph = item.Graph;
        // The adapter speaks the version of its graph; without conversion the other name would be unknown to old clients.
        var reference = item.Spelling == GraphSpelling.Components ? "componentName" : "serviceName";
        return new JsonObject
        {
            ["apiVersion"] = GraphKinds.ScalingAdapters.Api.ApiVersion,
            ["kind"] = GraphKinds.ScalingAdapterKind,
            ["metadata"] = new JsonObject
            {
                ["name"] = graph.AdapterName(component),
                ["namespace"] = graph.Metadata.Namespace,
                ["labels"] = ChildBodies.Texts(SimulationNames.Labels(graph.Metadata.Name, component.Name)),
                ["ownerReferences"] = ChildBodies.OwnedBy(graph.Metadata),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = component.Replicas,
                ["dgdRef"] = new JsonObject { ["name"] = graph.Metadata.Name, [reference] = component.Name },
            },
        };
    }

    private static OwnerReference? Owner(DynamoGraphDeploymentScalingAdapter adapter) =>
        adapter.Metadata.OwnerReferences.FirstOrDefault(owner => owner is { Controller: true, Kind: GraphKinds.GraphKind });
}
