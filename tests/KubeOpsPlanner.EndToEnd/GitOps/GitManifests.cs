using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.GitOps;

/// <summary>The graphs of <see cref="GraphManifests"/> as people keep them in Git.</summary>
internal static class GitManifests
{
    /// <param name="replicas">Of both pools; null leaves them out everywhere.</param>
    public static string Graph(string version, string image, int? replicas = null, int gpusPerReplica = 1)
    {
        var graph = GraphManifests.Graph(version, "chat", replicas ?? 0, replicas ?? 0, gpusPerReplica);
        foreach (var component in Components(graph))
        {
            if (replicas is null)
            {
                component.Remove("replicas");
            }

            if (Container(component) is { } container)
            {
                container["image"] = image;
            }
        }

        return graph.ToJsonString();
    }

    public static string? Image(JsonNode graph, string component) => (string?)Container(Find(graph, component))?["image"];

    public static int? Replicas(JsonNode graph, string component) => (int?)Find(graph, component)["replicas"];

    /// <summary>The paths of everything in spec that a field manager owns, without the fields that only name an item.</summary>
    public static IReadOnlyList<string> OwnedBy(JsonNode graph, string manager) =>
    [
        .. graph["metadata"]!["managedFields"]!.AsArray()
            .Where(entry => (string?)entry!["manager"] == manager && entry["fieldsV1"]!["f:spec"] is not null)
            .SelectMany(entry => Leaves(entry!["fieldsV1"]!["f:spec"]!, ""))
            .Distinct(),
    ];

    private static IEnumerable<string> Leaves(JsonNode fields, string path)
    {
        var children = fields.AsObject().Where(field => field.Key != ".").ToList();
        return children.Count == 0 ? [path] : children.SelectMany(field => Leaves(field.Value!, $"{path}/{field.Key}"));
    }

    private static JsonObject Find(JsonNode graph, string component) =>
        graph["spec"]!["services"]?[component]?.AsObject()
        ?? graph["spec"]!["components"]!.AsArray().Single(item => (string?)item!["name"] == component)!.AsObject();

    private static IEnumerable<JsonObject> Components(JsonNode graph) =>
        (graph["spec"]!["services"]?.AsObject().Select(service => service.Value!) ?? graph["spec"]!["components"]!.AsArray().Select(item => item!))
        .Select(component => component.AsObject());

    private static JsonObject? Container(JsonObject component) =>
        (component["extraPodSpec"]?["mainContainer"] ?? component["podTemplate"]?["spec"]?["containers"]?[0])?.AsObject();
}
