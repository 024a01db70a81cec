using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Discovery;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>The same schemas and paths as one Swagger 2.0 document, for clients that do not know v3.</summary>
internal static class OpenApiV2
{
    // What Swagger 2.0 has no word for; the real server drops these from CRD schemas too.
    private static readonly HashSet<string> Unknown = ["nullable", "oneOf", "anyOf", "not", "x-kubernetes-validations"];

    public static JsonObject Build(IReadOnlyList<ResourceType> types) => new()
    {
        ["swagger"] = "2.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.GitVersion },
        ["paths"] = new JsonObject(types.SelectMany(OpenApiPaths.Of)
            .Select(entry => KeyValuePair.Create(entry.Path, (JsonNode?)Item(entry.Item)))),
        ["definitions"] = Schema(ComponentSchemas.Of(types)),
    };

    private static JsonObject Item(JsonObject item) => new(item.Select(operation =>
        KeyValuePair.Create(operation.Key, (JsonNode?)Operation(operation.Value!.AsObject()))));

    private static JsonObject Operation(JsonObject operation)
    {
        var parameters = operation["parameters"]!.AsArray().Select(parameter => Query(parameter!.AsObject())).ToList();
        var written = new JsonObject
        {
            ["x-kubernetes-action"] = operation["x-kubernetes-action"]!.DeepClone(),
            ["x-kubernetes-group-version-kind"] = operation["x-kubernetes-group-version-kind"]!.DeepClone(),
        };
        if (operation["requestBody"]?["content"] is JsonObject content)
        {
            written["consumes"] = new JsonArray([.. content.Select(pair => (JsonNode?)pair.Key)]);
            parameters.Insert(0, new JsonObject
            {
                ["name"] = "body",
                ["in"] = "body",
                ["required"] = true,
                ["schema"] = Schema(content.First().Value!["schema"]),
            });
        }
        var answer = operation["responses"]!["200"]!;
        written["produces"] = new JsonArray("application/json", "application/yaml");
        written["parameters"] = new JsonArray([.. parameters]);
        written["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "OK",
                ["schema"] = Schema(answer["content"]!["application/json"]!["schema"]),
            },
        };
        return written;
    }

    private static JsonObject Query(JsonObject parameter) => new()
    {
        ["name"] = parameter["name"]!.DeepClone(),
        ["in"] = "query",
        ["description"] = parameter["description"]!.DeepClone(),
        ["type"] = parameter["schema"]!["type"]!.DeepClone(),
        ["uniqueItems"] = true,
    };

    private static JsonNode? Schema(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var written = new JsonObject();
                var isOpen = IsOpen(map);
                foreach (var (key, value) in map)
                {
                    if (isOpen && key is "type" or "properties" or "items" or "required")
                        continue;
                    if (key == "$ref")
                        written[key] = value!.GetValue<string>().Replace("#/components/schemas/", "#/definitions/");
                    // v3 wraps a reference to give it a description; v2 allows both side by side.
                    else if (key == "allOf" && value is JsonArray { Count: 1 } one && one[0]?["$ref"] is not null)
                        written["$ref"] = Schema(one[0])!["$ref"]!.DeepClone();
                    else if (!(Unknown.Contains(key) && IsKeyword(value)))
                        written[key] = Schema(value);
                }
                return written;
            case JsonArray array:
                return new JsonArray([.. array.Select(Schema)]);
            default:
                return node?.DeepClone();
        }
    }

    // Clients of v2 refuse null and unknown fields wherever fields are listed, so the real server does not list them there.
    private static bool IsOpen(JsonObject schema) =>
        IsNullable(schema) || (schema["x-kubernetes-preserve-unknown-fields"] is JsonValue value && value.TryGetValue<bool>(out var isOpen) && isOpen);

    private static bool IsNullable(JsonObject schema) =>
        schema["nullable"] is JsonValue value && value.TryGetValue<bool>(out var isNullable) && isNullable;

    // A property may be called "not": then its value is a schema with a type.
    private static bool IsKeyword(JsonNode? value) => value is not JsonObject map || !map.ContainsKey("type");
}
