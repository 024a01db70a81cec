using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Quantities;
using KubeOpsPlanner.DevCluster.BuiltIns.Wire;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.OpenApi;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>
/// Reads an object of a built-in kind as its Go type would: values of another type are refused, quantities take their
/// canonical form. What the wire tables do not know is left alone, and so is metadata, which has rules of its own.
/// </summary>
internal static class TypedFields
{
    private static readonly Dictionary<string, Dictionary<string, WireField>> Messages = WireMessages.All.Keys.ToDictionary(
        message => message, message => KnownFields.FieldsOf(message).ToDictionary(field => field.Name));

    /// <exception cref="FormatException">What is wrong, as Go's decoder says it.</exception>
    public static void Read(JsonObject root, ResourceType type)
    {
        if (!type.IsBuiltIn || !Messages.TryGetValue(ComponentSchemas.MessageOf(type), out var fields))
            return;
        foreach (var (name, value) in root.ToList())
        {
            if (name is not ("apiVersion" or "kind" or "metadata") && fields.TryGetValue(name, out var field))
                Read(root, name, value, field, type.Kind, name);
        }
    }

    private static void Read(JsonObject parent, string name, JsonNode? value, WireField field, string message, string path)
    {
        if (value is null)
            return;
        if (field.IsMap)
            ReadMap(Expect<JsonObject>(value, "map", message, path), field, message, path);
        else if (field.IsRepeated)
            ReadList(Expect<JsonArray>(value, "slice", message, path), field, message, path);
        else if (Messages.TryGetValue(field.Type, out var fields))
            ReadFields(Expect<JsonObject>(value, "struct", message, path), fields, field.Type, path);
        else if (field.Type == "quantity")
            parent[name] = Amount(value).ToString();
        else
            ReadScalar(value, field.Type, message, path);
    }

    private static void ReadFields(JsonObject json, Dictionary<string, WireField> fields, string message, string path)
    {
        foreach (var (name, value) in json.ToList())
        {
            if (fields.TryGetValue(name, out var field))
                Read(json, name, value, field, message, $"{path}.{name}");
        }
    }

    private static void ReadMap(JsonObject map, WireField field, string message, string path)
    {
        foreach (var (key, item) in map.ToList())
        {
            if (field.Type == "quantity")
                map[key] = item is null ? "0" : Amount(item).ToMilli().ToString();
            else if (item is not null)
                ReadItem(item, field.Type, message, path);
        }
    }

    private static void ReadList(JsonArray list, WireField field, string message, string path)
    {
        foreach (var item in list)
        {
            if (item is not null)
                ReadItem(item, field.Type, message, path);
        }
    }

    private static void ReadItem(JsonNode item, string type, string message, string path)
    {
        if (Messages.TryGetValue(type, out var fields))
            ReadFields(Expect<JsonObject>(item, "struct", message, path), fields, type, path);
        else
            ReadScalar(item, type, message, path);
    }

    private static void ReadScalar(JsonNode value, string type, string message, string path)
    {
        var kind = value.GetValueKind();
        var isRight = type switch
        {
            "string" or "bytes" or "time" or "microTime" => kind == JsonValueKind.String,
            "bool" => kind is JsonValueKind.True or JsonValueKind.False,
            "int" => kind == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
            "double" => kind == JsonValueKind.Number,
            "intOrString" => kind is JsonValueKind.Number or JsonValueKind.String,
            "strings" => kind == JsonValueKind.Array,
            _ => true,
        };
        if (!isRight)
            throw Mismatch(value, type, message, path);
        if (type == "bytes" && !Base64.IsValid(value.Text()))
            throw new FormatException($"illegal base64 data in {path}");
    }

    private static Quantity Amount(JsonNode value) =>
        Quantity.Parse(value.GetValueKind() == JsonValueKind.String ? value.Text() : value.ToJsonString());

    private static T Expect<T>(JsonNode value, string goType, string message, string path) where T : JsonNode =>
        value as T ?? throw Mismatch(value, goType, message, path);

    private static FormatException Mismatch(JsonNode value, string goType, string message, string path) => new(
        $"json: cannot unmarshal {Kind(value)} into Go struct field {message[(message.LastIndexOf('.') + 1)..]}.{path} of type {goType}");

    private static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
