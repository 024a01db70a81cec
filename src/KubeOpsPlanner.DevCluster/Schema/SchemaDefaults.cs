using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>Fills in what the schema gives a default for. A default applies only where its parent object exists.</summary>
internal static class SchemaDefaults
{
    /// <summary>A null that is not allowed and has no default to take its place counts as left out.</summary>
    public static void DropNulls(JsonNode? node, StructuralSchema schema)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (schema.Property(name) is not { } property)
                        continue;
                    if (value is null && !property.IsNullable)
                        json.Remove(name);
                    else
                        DropNulls(value, property);
                }

                break;
            case JsonArray array when schema.Items is { } items:
                foreach (var item in array)
                    DropNulls(item, items);
                break;
        }
    }

    public static void Apply(JsonNode? node, StructuralSchema schema)
    {
        if (!schema.HasDefaults)
            return;
        switch (node)
        {
            case JsonObject json:
                ApplyToProperties(json, schema);
                break;
            case JsonArray array when schema.Items is { } items:
                foreach (var item in array)
                    Apply(item, items);
                break;
        }
    }

    private static void ApplyToProperties(JsonObject json, StructuralSchema schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var isThere = json.TryGetPropertyValue(name, out var value);
            // A null where null is not allowed counts as absent when there is a default to take its place.
            var isAbsent = !isThere || (value is null && !property.IsNullable);
            if (isAbsent && property.Default.ValueKind != JsonValueKind.Undefined)
                json[name] = value = Json.ThawNode(property.Default);
            Apply(value, property);
        }

        if (schema.AdditionalProperties is not { HasDefaults: true } map)
            return;
        foreach (var (name, value) in json)
        {
            if (!schema.Properties.ContainsKey(name))
                Apply(value, map);
        }
    }
}
