using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Wire;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// Schemas of the built-in types with every field, from the tables of the protobuf wire: a client that checks for unknown
/// fields or computes a strategic merge from a schema needs them all. Descriptions and required fields come from the
/// described part; where there is none, a field has its type alone.
/// </summary>
internal static class WireSchemas
{
    /// <summary>The parents that <see cref="BuiltInLists"/> asks for, where the type does not follow from the field above.</summary>
    private static readonly Dictionary<string, string> ParentField = new()
    {
        ["core.v1.Container"] = "containers",
        ["core.v1.EphemeralContainer"] = "ephemeralContainers",
        ["core.v1.ServiceSpec"] = "spec",
    };

    // Beyond merging by key: which fields a patch clears when it names others (k8s.io/api's patchStrategy tags).
    private static readonly Dictionary<(string Message, string Field), string> Strategies = new()
    {
        [("apps.v1.DeploymentSpec", "strategy")] = "retainKeys",
        [("core.v1.NodeSpec", "podCIDRs")] = "merge",
        [("core.v1.PodSpec", "volumes")] = "merge,retainKeys",
    };

    // Plain lists, though other messages have keyed ones of the same name.
    private static readonly HashSet<(string Message, string Field)> Plain =
    [
        ("core.v1.EndpointSubset", "addresses"),
        ("core.v1.NamespaceSpec", "finalizers"),
        ("core.v1.ServiceAccount", "imagePullSecrets"),
    ];

    /// <param name="described">Schemas by component name; what the wire does not know is kept as it is.</param>
    public static IReadOnlyDictionary<string, JsonObject> Complete(IReadOnlyDictionary<string, JsonObject> described)
    {
        var all = new Dictionary<string, JsonObject>(described);
        foreach (var message in WireMessages.All.Keys)
        {
            var component = ComponentOf(message);
            all[component] = Merge(message, described.GetValueOrDefault(component));
        }
        return all;
    }

    private static string ComponentOf(string message) => message.StartsWith("meta.v1.", StringComparison.Ordinal)
        ? $"{SchemaTable.MetaPackage}.{message["meta.v1.".Length..]}"
        : $"io.k8s.api.{message}";

    private static JsonObject Merge(string message, JsonObject? described)
    {
        var properties = new JsonObject();
        foreach (var field in KnownFields.FieldsOf(message))
            properties[field.Name] = Describe(Property(message, field), described?["properties"]?[field.Name] as JsonObject);
        foreach (var (name, schema) in described?["properties"] as JsonObject ?? [])
        {
            if (!properties.ContainsKey(name))
                properties[name] = schema?.DeepClone();
        }
        var whole = new JsonObject
        {
            ["description"] = described?["description"]?.DeepClone() ?? "",
            ["type"] = "object",
            ["properties"] = properties,
        };
        if (described?["required"] is { } required)
            whole["required"] = required.DeepClone();
        return whole;
    }

    private static JsonObject Property(string message, WireField field)
    {
        var value = field.IsMap || field.IsRepeated ? ValueOf(field.Type) : null;
        var schema = value is null ? ValueOf(field.Type)
            : field.IsMap ? new JsonObject { ["type"] = "object", ["additionalProperties"] = value }
            : new JsonObject { ["type"] = "array", ["items"] = value };
        var rule = !field.IsRepeated || Plain.Contains((message, field.Name))
            ? ListRule.Atomic
            : BuiltInLists.Rule(ParentField.GetValueOrDefault(message, ""), field.Name);
        if (rule.PatchMergeKey.Length > 0)
        {
            schema["x-kubernetes-patch-strategy"] = "merge";
            schema["x-kubernetes-patch-merge-key"] = rule.PatchMergeKey;
        }
        if (rule.Kind == ListKind.Set)
            schema["x-kubernetes-patch-strategy"] = "merge";
        if (rule.Kind == ListKind.Map)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. rule.Keys.Select(key => (JsonNode)key)]);
        }
        if (Strategies.TryGetValue((message, field.Name), out var strategy))
            schema["x-kubernetes-patch-strategy"] = strategy;
        return schema;
    }

    private static JsonObject ValueOf(string type) => type switch
    {
        "string" or "quantity" => new JsonObject { ["type"] = "string" },
        "int" => new JsonObject { ["type"] = "integer" },
        "bool" => new JsonObject { ["type"] = "boolean" },
        "double" => new JsonObject { ["type"] = "number" },
        "bytes" => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        "strings" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
        "time" or "microTime" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        "intOrString" => new JsonObject { ["type"] = "string", ["format"] = "int-or-string" },
        "json" => SchemaTable.Anything(""),
        _ => SchemaTable.Reference(ComponentOf(type), ""),
    };

    private static JsonObject Describe(JsonObject schema, JsonObject? described)
    {
        if (described?["description"] is { } description)
            schema["description"] = description.DeepClone();
        // The wire does not tell 32 bits from 64.
        if (described?["format"] is { } format && !schema.ContainsKey("format"))
            schema["format"] = format.DeepClone();
        if (schema["description"]?.GetValue<string>() is "")
            schema.Remove("description");
        return schema;
    }
}
