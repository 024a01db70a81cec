using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Conformance.Normalizing;

/// <summary><c>items.*.metadata.name</c>: names and indices between dots, a star for all items.</summary>
internal static class FieldPath
{
    public static IEnumerable<JsonNode?> Select(JsonNode? root, string path) =>
        path.Split('.').Aggregate((IEnumerable<JsonNode?>)[root], (nodes, step) => nodes.SelectMany(node => Step(node, step)));

    private static IEnumerable<JsonNode?> Step(JsonNode? node, string step) => node switch
    {
        JsonArray array when step == "*" => array.AsEnumerable(),
        JsonArray array when int.TryParse(step, out var index) => array.Skip(index).Take(1),
        JsonObject o when o.TryGetPropertyValue(step, out var value) => Enumerable.Repeat(value, 1),
        _ => Enumerable.Empty<JsonNode?>(),
    };
}
