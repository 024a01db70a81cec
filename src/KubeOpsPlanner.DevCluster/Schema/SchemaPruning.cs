using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>Drops what the schema does not name, as kube-apiserver does before it stores a custom resource.</summary>
internal static class SchemaPruning
{
    /// <returns>The paths that were dropped, e.g. <c>spec.pools[0].colour</c>.</returns>
    public static IReadOnlyList<string> Prune(JsonObject root, StructuralSchema schema)
    {
        var dropped = new List<string>();
        Prune(root, schema, "", isResource: true, dropped);
        return dropped;
    }

    private static void Prune(JsonNode? node, StructuralSchema schema, string path, bool isResource, List<string> dropped)
    {
        switch (node)
        {
            case JsonObject json:
                PruneProperties(json, schema, path, isResource || schema.IsEmbeddedResource, dropped);
                break;
            case JsonArray array:
                for (var i = 0; i < array.Count && schema.Items is not null; i++)
                    Prune(array[i], schema.Items, $"{path}[{i}]", false, dropped);
                break;
        }
    }

    private static void PruneProperties(
        JsonObject json, StructuralSchema schema, string path, bool isResource, List<string> dropped)
    {
        List<string>? unknown = null;
        foreach (var (name, value) in json)
        {
            if (isResource && name is "apiVersion" or "kind" or "metadata")
            {
                // The object's own metadata is read elsewhere.
                if (schema.IsEmbeddedResource && name == "metadata" && value is JsonObject metadata)
                    dropped.AddRange(ObjectMetaRules.DropUnknown(metadata).Select(field => $"{path}.metadata.{field}"));
                continue;
            }

            if (schema.Property(name) is { } property)
                Prune(value, property, path.Length == 0 ? name : $"{path}.{name}", false, dropped);
            else if (!schema.PreservesUnknownFields && !schema.AllowsAnyProperty)
                (unknown ??= []).Add(name);
        }

        foreach (var name in unknown ?? [])
        {
            json.Remove(name);
            dropped.Add(path.Length == 0 ? name : $"{path}.{name}");
        }
    }
}
