using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Adapters;

/// <summary>What one adapter asks of its graph. The adapter is the source of truth: a direct edit of the graph is reverted.</summary>
/// <param name="Scale">The component whose replicas the graph must be given; null when they agree.</param>
/// <param name="Replicas">What the adapter asks for.</param>
/// <param name="Selector">Finds the component's pods; null when the adapter's status needs no writing.</param>
/// <param name="Failure">One sentence, when the adapter leads nowhere.</param>
internal sealed record AdapterMirroring(GraphComponent? Scale, int Replicas, string? Selector, string? Failure)
{
    public static AdapterMirroring Nothing { get; } = new(null, 0, null, null);

    public static AdapterMirroring Decide(DynamoGraphDeploymentScalingAdapter? adapter, DynamoGraphDeployment? graph)
    {
        if (adapter is not { Replicas: { } replicas, Metadata.IsBeingDeleted: false })
        {
            return Nothing;
        }

        var name = $"scaling adapter {adapter.Metadata.Key}";
        if (graph is null)
        {
            return Nothing with { Failure = $"{name} names graph \"{adapter.GraphName}\", which does not exist in its namespace: create it, or delete the adapter" };
        }

        if (graph.ComponentOfAdapter(adapter) is not { } component)
        {
            return Nothing with
            {
                Failure = $"{name} names component \"{adapter.ComponentName}\", which graph {graph.Metadata.Key} does not have: "
                    + $"name one of {string.Join(", ", graph.Components.Select(known => known.Name))}",
            };
        }

        // Opted out, and about to be deleted by the graph's controller: it may not undo the edit that opted out.
        if (graph.Metadata.IsBeingDeleted || (!component.HasScalingAdapter && AdapterSet.IsOwned(adapter, graph)))
        {
            return Nothing;
        }

        return new AdapterMirroring(
            component.DeclaredReplicas == replicas ? null : component,
            replicas,
            adapter.StatusReplicas == replicas ? null : Select(graph, component),
            null);
    }

    /// <summary>The adapters to look at after a change of a graph: by label, as they are found by people, too.</summary>
    public static IEnumerable<ObjectKey> Concerned(
        DynamoGraphDeployment graph, IEnumerable<DynamoGraphDeploymentScalingAdapter> adapters) =>
        adapters
            .Where(adapter => adapter.Metadata.Namespace == graph.Metadata.Namespace
                && adapter.Metadata.Labels.GetValueOrDefault(PlannerNames.GraphLabel) == graph.Metadata.Name)
            .Select(adapter => adapter.Metadata.Key);

    /// <summary>JSON patch that sets the replicas of a component, unless the graph became another one in between.</summary>
    public static JsonArray ScalePatch(GraphObject item, GraphComponent component, int replicas)
    {
        var patch = new JsonArray(Operation("test", "/metadata/uid", item.Metadata.Uid));
        if (item.Spelling == GraphSpelling.Components)
        {
            patch.Add(Operation("test", item.PointerTo(component) + "/name", component.Name));
        }

        patch.Add(Operation("add", item.PointerTo(component) + "/replicas", replicas));
        return patch;
    }

    private static string Select(DynamoGraphDeployment graph, GraphComponent component) =>
        string.Join(',', SimulationNames.Labels(graph.Metadata.Name, component.Name).Select(label => $"{label.Key}={label.Value}"));

    private static JsonNode Operation(string op, string path, JsonNode value) =>
        new JsonObject { ["op"] = op, ["path"] = path, ["value"] = value };
}
