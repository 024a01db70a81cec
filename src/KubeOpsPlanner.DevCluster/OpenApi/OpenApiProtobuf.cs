using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// A Swagger 2.0 document as the protobuf message <c>openapi.v2.Document</c>, the only form that kubectl before 1.24 asks for.
/// Field numbers are those of gnostic's <c>OpenAPIv2.proto</c>.
/// </summary>
internal static class OpenApiProtobuf
{
    /// <summary>As kube-apiserver 1.32 answers; older clients ask with <c>@</c> for the first dot of the version.</summary>
    public const string MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private const string OlderMediaType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    public static bool IsWanted(string accept) => accept.Split(',')
        .Select(clause => clause.Split(';')[0].Trim())
        .Any(type => type is MediaType or OlderMediaType);

    public static byte[] Write(JsonObject document) => new ProtobufWriter()
        .Text(1, Text(document, "swagger"))
        .Message(2, new ProtobufWriter().Text(1, Text(document["info"], "title")).Text(2, Text(document["info"], "version")))
        .Message(8, Paths(document["paths"]))
        .Message(9, NamedSchemas(document["definitions"]))
        .ToArray();

    private static ProtobufWriter Paths(JsonNode? paths)
    {
        var written = new ProtobufWriter();
        foreach (var (path, item) in Members(paths))
            written.Message(2, Named(path, PathItem(item)));
        return written;
    }

    private static ProtobufWriter PathItem(JsonNode? item)
    {
        var written = new ProtobufWriter();
        foreach (var (method, operation) in Members(item))
            written.Message(method switch { "get" => 2, "put" => 3, "post" => 4, "delete" => 5, "options" => 6, "head" => 7, _ => 8 }, Operation(operation!));
        return written;
    }

    private static ProtobufWriter Operation(JsonNode operation)
    {
        var written = new ProtobufWriter();
        Texts(written, 6, operation["produces"]);
        Texts(written, 7, operation["consumes"]);
        foreach (var parameter in Items(operation["parameters"]))
            written.Message(8, new ProtobufWriter().Message(1, Parameter(parameter!)));
        var responses = new ProtobufWriter();
        foreach (var (code, response) in Members(operation["responses"]))
            responses.Message(1, Named(code, new ProtobufWriter().Message(1, Response(response!))));
        written.Message(9, responses);
        return Extensions(written, 13, operation);
    }

    // A body and all else are two messages; of all else the documents here have queries alone.
    private static ProtobufWriter Parameter(JsonNode parameter) => Text(parameter, "in") == "body"
        ? new ProtobufWriter().Message(1, new ProtobufWriter()
            .Text(2, Text(parameter, "name"))
            .Text(3, "body")
            .Flag(4, Flag(parameter, "required"))
            .Message(5, Schema(parameter["schema"])))
        : new ProtobufWriter().Message(2, new ProtobufWriter().Message(3, new ProtobufWriter()
            .Text(2, Text(parameter, "in"))
            .Text(3, Text(parameter, "description"))
            .Text(4, Text(parameter, "name"))
            .Text(6, Text(parameter, "type"))
            .Flag(20, Flag(parameter, "uniqueItems"))));

    private static ProtobufWriter Response(JsonNode response)
    {
        var written = new ProtobufWriter().Text(1, Text(response, "description"));
        return response["schema"] is { } schema ? written.Message(2, new ProtobufWriter().Message(1, Schema(schema))) : written;
    }

    private static ProtobufWriter NamedSchemas(JsonNode? schemas)
    {
        var written = new ProtobufWriter();
        foreach (var (name, schema) in Members(schemas))
            written.Message(1, Named(name, Schema(schema)));
        return written;
    }

    private static ProtobufWriter Schema(JsonNode? schema)
    {
        var written = new ProtobufWriter()
            .Text(1, Text(schema, "$ref"))
            .Text(2, Text(schema, "format"))
            .Text(3, Text(schema, "title"))
            .Text(4, Text(schema, "description"))
            .Double(6, Number(schema, "multipleOf"))
            .Double(7, Number(schema, "maximum"))
            .Flag(8, Flag(schema, "exclusiveMaximum"))
            .Double(9, Number(schema, "minimum"))
            .Flag(10, Flag(schema, "exclusiveMinimum"))
            .Number(11, (long)Number(schema, "maxLength"))
            .Number(12, (long)Number(schema, "minLength"))
            .Text(13, Text(schema, "pattern"))
            .Number(14, (long)Number(schema, "maxItems"))
            .Number(15, (long)Number(schema, "minItems"))
            .Flag(16, Flag(schema, "uniqueItems"))
            .Number(17, (long)Number(schema, "maxProperties"))
            .Number(18, (long)Number(schema, "minProperties"));
        if (schema?["default"] is { } standard)
            written.Message(5, Any(standard));
        Texts(written, 19, schema?["required"]);
        foreach (var value in Items(schema?["enum"]))
            written.Message(20, Any(value));
        if (schema?["additionalProperties"] is { } others)
            written.Message(21, others is JsonObject
                ? new ProtobufWriter().Message(1, Schema(others))
                : new ProtobufWriter().Flag(2, others.GetValue<bool>()));
        if (Text(schema, "type") is { Length: > 0 } type)
            written.Message(22, new ProtobufWriter().Text(1, type));
        if (schema?["items"] is { } items)
            written.Message(23, new ProtobufWriter().Message(1, Schema(items)));
        foreach (var part in Items(schema?["allOf"]))
            written.Message(24, Schema(part));
        if (schema?["properties"] is { } properties)
            written.Message(25, NamedSchemas(properties));
        return Extensions(written, 31, schema);
    }

    private static ProtobufWriter Extensions(ProtobufWriter written, int field, JsonNode? holder)
    {
        foreach (var (name, value) in Members(holder).Where(member => member.Key.StartsWith("x-", StringComparison.Ordinal)))
            written.Message(field, Named(name, Any(value)));
        return written;
    }

    // Free values travel as YAML, of which JSON is a part.
    private static ProtobufWriter Any(JsonNode? value) => new ProtobufWriter().Text(2, value?.ToJsonString() ?? "null");

    private static ProtobufWriter Named(string name, ProtobufWriter value) => new ProtobufWriter().Text(1, name).Message(2, value);

    private static void Texts(ProtobufWriter written, int field, JsonNode? texts)
    {
        foreach (var text in Items(texts))
            written.Text(field, text!.GetValue<string>());
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    private static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];

    private static string? Text(JsonNode? holder, string name) =>
        holder?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Flag(JsonNode? holder, string name) =>
        holder?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static double Number(JsonNode? holder, string name) =>
        holder?[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
