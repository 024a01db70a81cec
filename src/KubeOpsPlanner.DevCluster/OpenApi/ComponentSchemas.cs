using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>The schema of each served kind, named as the real server names it.</summary>
internal static class ComponentSchemas
{
    private const string ObjectMeta = SchemaTable.MetaPackage + ".ObjectMeta";

    /// <summary>E.g. <c>io.k8s.api.apps.v1.Deployment</c>, <c>com.nvidia.v1beta1.DynamoGraphDeployment</c>.</summary>
    public static string NameOf(ResourceType type) => type.IsBuiltIn
        ? $"io.k8s.api.{MessageOf(type)}"
        : $"{string.Join('.', type.Group.Split('.').Reverse())}.{type.Version}.{type.Kind}";

    /// <summary>Of a built-in kind on the protobuf wire, e.g. <c>apps.v1.Deployment</c>.</summary>
    public static string MessageOf(ResourceType type) => $"{Package(type)}.{type.Kind}";

    /// <summary>The given kinds and everything that their schemas refer to.</summary>
    public static JsonObject Of(IReadOnlyList<ResourceType> types)
    {
        var components = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var type in types)
            components[NameOf(type)] = Root(type);
        var open = new Queue<JsonObject>(components.Values);
        while (open.TryDequeue(out var schema))
        {
            foreach (var name in References(schema))
            {
                if (components.ContainsKey(name))
                    continue;
                var found = BuiltInSchemas.All[name].DeepClone().AsObject();
                components[name] = found;
                open.Enqueue(found);
            }
        }
        return new JsonObject(components.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
    }

    private static JsonObject Root(ResourceType type)
    {
        var schema = type.IsBuiltIn ? BuiltInRoot(type) : type.Schema?.DeepClone().AsObject() ?? SchemaTable.Anything("");
        if (schema["properties"] is not JsonObject properties)
            schema["properties"] = properties = [];
        properties["apiVersion"] = Text("Version of the schema in which this object is written, e.g. " + type.ApiVersion + ".");
        properties["kind"] = Text("Kind of the object: " + type.Kind + ".");
        properties["metadata"] = SchemaTable.Reference(ObjectMeta, "Standard object's metadata.");
        schema["type"] = "object";
        schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind(type));
        return schema;
    }

    public static JsonObject GroupVersionKind(ResourceType type) =>
        new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };

    private static JsonObject BuiltInRoot(ResourceType type)
    {
        var name = NameOf(type);
        var root = BuiltInSchemas.All.TryGetValue(name, out var whole)
            ? whole.DeepClone().AsObject()
            : SchemaTable.Anything("");
        if (root["description"]?.GetValue<string>() is null or "")
            root["description"] = $"{type.Kind} of the API version {type.ApiVersion}.";
        if (root["properties"] is not JsonObject properties)
            root["properties"] = properties = [];
        foreach (var (field, about) in Parts(type))
        {
            var part = $"{name}{char.ToUpperInvariant(field[0])}{field[1..]}";
            if (properties[field]?["description"] is not null)
                continue;
            if (BuiltInSchemas.All.ContainsKey(part))
                properties[field] = SchemaTable.Reference(part, about);
            else if (field == "status" && type.HasStatus)
                properties[field] = SchemaTable.Anything(about);
        }
        return root;
    }

    private static IEnumerable<(string Field, string About)> Parts(ResourceType type) =>
        [("spec", $"Desired state of the {type.Singular}."), ("status", $"Observed state of the {type.Singular}.")];

    private static string Package(ResourceType type) =>
        $"{(type.Group.Length == 0 ? "core" : type.Group.Split('.')[0])}.{type.Version}";

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue target }
            ? [target.GetValue<string>()["#/components/schemas/".Length..]]
            : References(pair.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };
}
