using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// Reads schemas from a compact table. A line without indent opens a type (<c>core.v1 PodSpec Description</c>); the
/// indented lines below are its fields (<c>name type [merge=key] Description</c>). Types: string, integer, int64, boolean,
/// time, quantity, intOrString, any, map (of strings), <c>map:T</c>, <c>[]T</c>, or another type of the table; a trailing
/// <c>!</c> on a field's name makes it required.
/// </summary>
internal static class SchemaTable
{
    public const string MetaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1";

    /// <returns>Schemas by component name, e.g. <c>io.k8s.api.core.v1.PodSpec</c>.</returns>
    public static IReadOnlyDictionary<string, JsonObject> Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0).ToArray();
        var names = lines.Where(IsHeading).Select(line => line.Split(' ', 3)).ToDictionary(
            parts => parts[1], parts => ComponentName(parts[0], parts[1]));
        var schemas = new Dictionary<string, JsonObject>();
        JsonObject? current = null;
        foreach (var line in lines)
        {
            if (IsHeading(line))
            {
                var parts = line.Split(' ', 3);
                current = NewType(parts.Length > 2 ? parts[2] : "");
                schemas.Add(names[parts[1]], current);
            }
            else
            {
                AddField(current ?? throw new FormatException($"The field line '{line}' stands before any type."), line, names);
            }
        }
        return schemas;
    }

    public static JsonObject Reference(string component, string description) => new()
    {
        ["description"] = description,
        ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{component}" }),
    };

    /// <summary>An object about whose fields nothing is said.</summary>
    public static JsonObject Anything(string description) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["x-kubernetes-preserve-unknown-fields"] = true,
    };

    private static bool IsHeading(string line) => !char.IsWhiteSpace(line[0]);

    private static string ComponentName(string package, string type) =>
        package == "meta" ? $"{MetaPackage}.{type}" : $"io.k8s.api.{package}.{type}";

    // The table names the main fields only, so every type admits others.
    private static JsonObject NewType(string description)
    {
        var type = Anything(description);
        type["properties"] = new JsonObject();
        return type;
    }

    private static void AddField(JsonObject type, string line, Dictionary<string, string> names)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words[0].TrimEnd('!');
        if (words[0].EndsWith('!'))
        {
            if (type["required"] is not JsonArray required)
                type["required"] = required = [];
            required.Add(name);
        }
        var merge = words.Length > 2 && words[2].StartsWith("merge=", StringComparison.Ordinal) ? words[2][6..] : null;
        var schema = TypeOf(words[1], string.Join(' ', words.Skip(merge is null ? 2 : 3)), names);
        if (merge is not null)
        {
            schema["x-kubernetes-patch-strategy"] = "merge";
            schema["x-kubernetes-patch-merge-key"] = merge;
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray(merge);
        }
        type["properties"]![name] = schema;
    }

    private static JsonObject TypeOf(string type, string description, Dictionary<string, string> names)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal))
            return new JsonObject
            {
                ["description"] = description,
                ["type"] = "array",
                ["items"] = TypeOf(type[2..], "", names),
            };
        if (type == "map" || type.StartsWith("map:", StringComparison.Ordinal))
            return new JsonObject
            {
                ["description"] = description,
                ["type"] = "object",
                ["additionalProperties"] = TypeOf(type == "map" ? "string" : type[4..], "", names),
            };
        return type switch
        {
            "string" or "boolean" => Plain(type, null, description),
            "integer" => Plain("integer", "int32", description),
            "int64" => Plain("integer", "int64", description),
            "time" => Plain("string", "date-time", description),
            "intOrString" => Plain("string", "int-or-string", description),
            "quantity" => Plain("string", null, description),
            "any" => Anything(description),
            _ => Reference(names.TryGetValue(type, out var component)
                ? component
                : throw new FormatException($"The schema table names the type '{type}' and does not define it."), description),
        };
    }

    private static JsonObject Plain(string type, string? format, string description)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = type };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }
}
