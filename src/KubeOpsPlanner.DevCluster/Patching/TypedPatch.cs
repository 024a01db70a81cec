using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// Whether an applied configuration can be read in terms of its schema: the right types, and keyed items that can be told
/// apart. The texts are those of structured-merge-diff.
/// </summary>
internal static class TypedPatch
{
    /// <param name="configuration">Without fields that the schema does not know.</param>
    public static IReadOnlyList<string> Errors(JsonObject configuration, FieldSchema schema)
    {
        var errors = new List<string>();
        foreach (var (name, value) in configuration)
        {
            if (name is not ("apiVersion" or "kind"))
                Check(value, schema.Property(name), $".{name}", errors);
        }

        return errors;
    }

    private static void Check(JsonNode? value, FieldSchema schema, string path, List<string> errors)
    {
        if (value is null)
            return;
        switch (schema.Type, value)
        {
            case ("" or "object", JsonObject json):
                CheckFields(json, schema, path, errors);
                break;
            case ("" or "array", JsonArray items):
                CheckItems(items, schema, path, errors);
                break;
            case ("object", _):
                errors.Add($"{path}: expected map, got &{{{GoText.Of(value)}}}");
                break;
            case ("array", _):
                errors.Add($"{path}: expected list, got &{{{GoText.Of(value)}}}");
                break;
            case ("string", _) when value.GetValueKind() != JsonValueKind.String:
                errors.Add($"{path}: expected string, got &value.valueUnstructured{{Value:{GoText.Of(value)}}}");
                break;
            case ("integer" or "number", _) when value.GetValueKind() != JsonValueKind.Number:
                errors.Add($"{path}: expected numeric (int or float), got *value.valueUnstructured");
                break;
            case ("boolean", _) when value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
                errors.Add($"{path}: expected boolean, got &{{{GoText.Of(value)}}}");
                break;
        }
    }

    private static void CheckFields(JsonObject json, FieldSchema schema, string path, List<string> errors)
    {
        foreach (var (name, value) in json)
            Check(value, schema.Property(name), $"{path}.{name}", errors);
    }

    private static void CheckItems(JsonArray items, FieldSchema schema, string path, List<string> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var at = $"{path}[{i}]";
            if (schema.List.Kind == ListKind.Map && MissingKey(items[i], schema) is { } missing)
            {
                errors.Add($"{path}: element {i}: associative list with keys has an element that omits key field \"{missing}\" (and doesn't have default value)");
                continue;
            }

            if (schema.List.Kind != ListKind.Atomic)
            {
                var element = ListItems.Element(items[i], schema);
                if (!seen.Add(element))
                    errors.Add($"{path}: duplicate entries for key {FieldSet.Readable(element)}");
                at = path + FieldSet.Readable(element);
            }

            Check(items[i], schema.Item, at, errors);
        }
    }

    private static string? MissingKey(JsonNode? item, FieldSchema list) =>
        list.List.Keys.FirstOrDefault(key => item.At(key) is null && list.KeyDefault(key) is null);
}
