using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>The items of a set or keyed list under their path elements.</summary>
internal static class ListItems
{
    public static string Element(JsonNode? item, FieldSchema list)
    {
        if (list.List.Kind == ListKind.Set)
            return $"v:{Json.Compact(item)}";
        var keys = new JsonObject();
        foreach (var key in list.List.Keys.Order(StringComparer.Ordinal))
        {
            if (item.At(key) is { } value)
                keys[key] = value.DeepClone();
            else if (list.KeyDefault(key) is { } fallback)
                keys[key] = fallback;
        }

        return $"k:{Json.Compact(keys)}";
    }

    /// <summary>In list order; of duplicates the first.</summary>
    public static Dictionary<string, JsonNode?> ByElement(JsonArray items, FieldSchema list)
    {
        var result = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in items)
            result.TryAdd(Element(item, list), item);
        return result;
    }
}
