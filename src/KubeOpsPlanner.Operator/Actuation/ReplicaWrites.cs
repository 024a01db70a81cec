using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Operator.Actuation;

/// <summary>
/// Turns wanted replicas into writes. Components of the graph itself change together in one patch, so a swap between
/// them is one step; a component with a scaling adapter is changed through the adapter alone, because a direct edit
/// would be reverted. What frees GPUs comes first.
/// </summary>
public static class ReplicaWrites
{
    /// <param name="adapters">All scaling adapters of the graph.</param>
    /// <param name="wanted">Replicas by component; components that are not named stay as they are.</param>
    public static ReplicaWritePlan Plan(
        DynamoGraphDeployment graph,
        IEnumerable<DynamoGraphDeploymentScalingAdapter> adapters,
        IReadOnlyDictionary<string, int> wanted,
        string fieldManager)
    {
        var byComponent = adapters
            .Where(adapter => adapter.GraphName == graph.Metadata.Name && adapter.Metadata.Namespace == graph.Metadata.Namespace)
            .Select(adapter => (Component: graph.ComponentOfAdapter(adapter)?.Name, Adapter: adapter))
            .Where(pair => pair.Component is not null)
            .ToDictionary(pair => pair.Component!, pair => pair.Adapter, StringComparer.Ordinal);
        var writes = new List<ReplicaWrite>();
        var problems = new List<string>();
        var direct = new List<(int Index, GraphComponent Component, int Replicas)>();

        for (var index = 0; index < graph.Components.Count; index++)
        {
            var component = graph.Components[index];
            if (!wanted.TryGetValue(component.Name, out var replicas))
            {
                continue;
            }

            if (!component.HasScalingAdapter)
            {
                if (component.Replicas != replicas)
                {
                    direct.Add((index, component, replicas));
                }
            }
            else if (!byComponent.TryGetValue(component.Name, out var adapter))
            {
                problems.Add($"component {component.Name} of {graph.Metadata.Key} is scaled through the adapter "
                    + $"{graph.AdapterName(component)}, which does not exist yet: wait for the Dynamo operator to create it");
            }
            else if (adapter.Replicas != replicas)
            {
                writes.Add(ThroughAdapter(adapter, component, replicas, fieldManager));
            }
        }

        foreach (var missing in wanted.Keys.Where(name => graph.Component(name) is null))
        {
            problems.Add($"{graph.Metadata.Key} has no component {missing}");
        }

        if (direct.Count > 0)
        {
            writes.Add(OnGraph(graph, direct, fieldManager));
        }

        return new ReplicaWritePlan([.. writes.OrderBy(write => write.GpusAdded ?? long.MaxValue)], problems);
    }

    private static ReplicaWrite ThroughAdapter(
        DynamoGraphDeploymentScalingAdapter adapter, GraphComponent component, int replicas, string fieldManager)
    {
        var from = adapter.Replicas ?? component.Replicas;
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = adapter.Metadata.ResourceVersion },
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        };
        return new ReplicaWrite(
            GraphKinds.ScalingAdapters.Api, adapter.Metadata.Key, adapter.Metadata.Uid, adapter.Metadata.ResourceVersion,
            [new ReplicaChange(component.Name, from, replicas)],
            Added(component, from, replicas),
            new ClusterPatch(PatchKind.Merge, body, Subresource: "scale", FieldManager: fieldManager));
    }

    private static ReplicaWrite OnGraph(
        DynamoGraphDeployment graph, List<(int Index, GraphComponent Component, int Replicas)> changes, string fieldManager)
    {
        var patch = graph.ListsComponents ? ListPatch(graph, changes, fieldManager) : MapPatch(graph, changes, fieldManager);
        return new ReplicaWrite(
            GraphKinds.Graphs.Api, graph.Metadata.Key, graph.Metadata.Uid, graph.Metadata.ResourceVersion,
            [.. changes.Select(change => new ReplicaChange(change.Component.Name, change.Component.Replicas, change.Replicas))],
            changes.Aggregate((long?)0, (sum, change) => sum + Added(change.Component, change.Component.Replicas, change.Replicas)),
            patch);
    }

    /// <summary>
    /// A JSON patch, because a merge patch would replace the whole list. The name is tested before its index is used; the
    /// resourceVersion is replaced by itself, which the server takes as the version that the patch was made for.
    /// </summary>
    private static ClusterPatch ListPatch(
        DynamoGraphDeployment graph, List<(int Index, GraphComponent Component, int Replicas)> changes, string fieldManager)
    {
        var operations = new JsonArray(Operation("replace", "/metadata/resourceVersion", graph.Metadata.ResourceVersion));
        foreach (var (index, component, replicas) in changes)
        {
            operations.Add(Operation("test", $"/spec/components/{index}/name", component.Name));
            operations.Add(Operation("add", $"/spec/components/{index}/replicas", replicas));
        }

        return new ClusterPatch(PatchKind.Json, operations, FieldManager: fieldManager);
    }

    private static ClusterPatch MapPatch(
        DynamoGraphDeployment graph, List<(int Index, GraphComponent Component, int Replicas)> changes, string fieldManager)
    {
        var services = new JsonObject();
        foreach (var (_, component, replicas) in changes)
        {
            services[component.Name] = new JsonObject { ["replicas"] = replicas };
        }

        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = graph.Metadata.ResourceVersion },
            ["spec"] = new JsonObject { ["services"] = services },
        };
        return new ClusterPatch(PatchKind.Merge, body, FieldManager: fieldManager);
    }

    private static JsonObject Operation(string op, string path, JsonNode value) =>
        new() { ["op"] = op, ["path"] = path, ["value"] = value };

    private static long? Added(GraphComponent component, int from, int to) =>
        component.Shape.Gpus(to) - component.Shape.Gpus(from);
}

/// <param name="Problems">What is wanted and cannot be written now, one sentence each.</param>
public sealed record ReplicaWritePlan(IReadOnlyList<ReplicaWrite> Writes, IReadOnlyList<string> Problems);
