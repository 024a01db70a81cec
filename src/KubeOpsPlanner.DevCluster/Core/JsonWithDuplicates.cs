using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>JSON allows a key twice; Kubernetes lets the last one win, <see cref="JsonObject"/> refuses to hold them.</summary>
internal static class JsonWithDuplicates
{
    public static JsonNode? Normalize(JsonElement element, out bool hadDuplicates)
    {
        hadDuplicates = Contains(element);
        return hadDuplicates ? Copy(element) : Json.ThawNode(element);
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

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var field in element.EnumerateObject())
                    copy[field.Name] = Copy(field.Value);
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            default:
                return Json.ThawNode(element);
        }
    }
}
