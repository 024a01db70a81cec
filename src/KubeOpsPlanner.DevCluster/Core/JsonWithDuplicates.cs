using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>JSON allows a key twice; Kubernetes lets the last one win, <see cref="JsonObject"/> refuses to hold them.</summary>
internal static class JsonWithDuplicates
{
    /// <param name="duplicates">Paths of the keys that came again, e.g. <c>spec.pools[0].gpus</c>.</param>
    public static JsonNode? Normalize(JsonElement element, out IReadOnlyList<string> duplicates)
    {
        if (!Contains(element))
        {
            duplicates = [];
            return Json.ThawNode(element);
        }

        var paths = new List<string>();
        duplicates = paths;
        return Copy(element, "", paths);
    }

    private static bool Contains(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var field in element.EnumerateObject())
                {
                    if (!seen.Add(field.Name) || Contains(field.Value))
                        return true;
                }

                return false;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    if (Contains(item))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    private static JsonNode? Copy(JsonElement element, string path, List<string> duplicates)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var field in element.EnumerateObject())
                {
                    var own = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                    if (copy.ContainsKey(field.Name) && !duplicates.Contains(own))
                        duplicates.Add(own);
                    copy[field.Name] = Copy(field.Value, own, duplicates);
                }

                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select((item, i) => Copy(item, $"{path}[{i}]", duplicates))]);
            default:
                return Json.ThawNode(element);
        }
    }
}
