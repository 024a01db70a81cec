using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Wire;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// Drops what the Go types of built-in kinds have no field for, as kube-apiserver's decoder does. Kinds that the wire
/// tables lack are left as they are; metadata has rules of its own, see <see cref="ObjectMetaRules"/>.
/// </summary>
internal static class KnownFields
{
    private const string Metadata = "meta.v1.ObjectMeta";

    private static readonly Dictionary<string, Dictionary<string, WireField>> Messages = WireMessages.All.Keys.ToDictionary(
        message => message, message => FieldsOf(message).ToDictionary(field => field.Name));

    /// <returns>The paths that were dropped, e.g. <c>spec.template.spec.containers[0].colour</c>.</returns>
    public static IReadOnlyList<string> Prune(JsonObject root, ResourceType type)
    {
        var message = ComponentSchemas.MessageOf(type);
        var dropped = new List<string>();
        if (!Messages.TryGetValue(message, out var fields))
            return dropped;
        foreach (var (name, value) in root.ToList())
        {
            if (name is "apiVersion" or "kind" or "metadata")
                continue;
            if (fields.TryGetValue(name, out var field))
                Prune(value, field, name, dropped);
            else
                Drop(root, name, "", dropped);
        }

        return dropped;
    }

    /// <summary>The fields of a message as JSON has them: those of inlined messages among their own.</summary>
    public static IEnumerable<WireField> FieldsOf(string message) => WireMessages.All[message]
        .OrderBy(field => field.Key)
        .SelectMany(field => field.Value.IsInline ? FieldsOf(field.Value.Type) : [field.Value]);

    private static void Prune(JsonNode? value, WireField field, string path, List<string> dropped)
    {
        if (!Messages.ContainsKey(field.Type))
            return;
        switch (value)
        {
            case JsonArray items when field.IsRepeated:
                for (var i = 0; i < items.Count; i++)
                    Prune(items[i], field.Type, $"{path}[{i}]", dropped);
                break;
            case JsonObject map when field.IsMap:
                foreach (var (key, item) in map)
                    Prune(item, field.Type, $"{path}.{key}", dropped);
                break;
            case JsonObject:
                Prune(value, field.Type, path, dropped);
                break;
        }
    }

    private static void Prune(JsonNode? value, string message, string path, List<string> dropped)
    {
        if (value is not JsonObject json)
            return;
        var fields = Messages[message];
        List<string>? unknown = null;
        foreach (var (name, child) in json)
        {
            if (fields.TryGetValue(name, out var field))
                Prune(child, field, $"{path}.{name}", dropped);
            else if (!IsUnlisted(message, name))
                (unknown ??= []).Add(name);
        }

        foreach (var name in unknown ?? [])
            Drop(json, name, path + ".", dropped);
    }

    // An object within another may say what it is; the protobuf wire has both elsewhere.
    private static bool IsUnlisted(string message, string name) => name switch
    {
        "managedFields" => message == Metadata,
        "apiVersion" or "kind" => message == "core.v1.PersistentVolumeClaim",
        _ => false,
    };

    private static void Drop(JsonObject json, string name, string prefix, List<string> dropped)
    {
        json.Remove(name);
        dropped.Add(prefix + name);
    }
}
