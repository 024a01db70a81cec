using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>
/// The operations of a kind. kubectl looks here for two things: which kind a path has, and whether writes take
/// <c>dryRun</c> and <c>fieldValidation</c>.
/// </summary>
internal static class OpenApiPaths
{
    private static readonly (string Name, string About)[] WriteParameters =
    [
        ("dryRun", "'All' runs every check and stores nothing."),
        ("fieldManager", "Who makes the change; required for apply."),
        ("fieldValidation", "Ignore, Warn or Strict: what happens with unknown and duplicate fields."),
    ];

    // Strategic merge is served for built-in kinds and left out on purpose: their schemas here name the main fields only,
    // and a client that computes such a patch needs all of them, so it must use its own types.
    private static readonly string[] PatchTypes =
        ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"];

    public static IEnumerable<(string Path, JsonObject Item)> Of(ResourceType type)
    {
        var root = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
        var collection = type.IsNamespaced ? $"{root}/namespaces/{{namespace}}/{type.Plural}" : $"{root}/{type.Plural}";
        var item = new JsonObject();
        AddOperation(item, type, "list", "get", "list");
        AddOperation(item, type, "create", "post", "post");
        AddOperation(item, type, "deletecollection", "delete", "deletecollection");
        yield return (collection, item);
        if (type.Verbs.Contains("get"))
            yield return ($"{collection}/{{name}}", Item(type));
        if (type.HasStatus)
            yield return ($"{collection}/{{name}}/status", Item(type, "delete"));
    }

    private static JsonObject Item(ResourceType type, params string[] without)
    {
        var item = new JsonObject();
        foreach (var (verb, method) in new[] { ("get", "get"), ("update", "put"), ("patch", "patch"), ("delete", "delete") })
        {
            if (!without.Contains(verb))
                AddOperation(item, type, verb, method, method);
        }
        return item;
    }

    private static void AddOperation(JsonObject item, ResourceType type, string verb, string method, string action)
    {
        if (!type.Verbs.Contains(verb))
            return;
        var operation = new JsonObject
        {
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = ComponentSchemas.GroupVersionKind(type),
            ["parameters"] = new JsonArray([.. ParametersOf(method).Select(WriteParameter)]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Content(["application/json"], type) },
            },
        };
        if (method is "post" or "put" or "patch")
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(method == "patch" ? PatchTypes : ["application/json", "application/yaml"], type),
            };
        item[method] = operation;
    }

    private static IEnumerable<(string Name, string Type, string About)> ParametersOf(string method)
    {
        if (method is "post" or "put" or "patch")
        {
            foreach (var (name, about) in WriteParameters)
                yield return (name, "string", about);
        }
        if (method == "delete")
            yield return ("dryRun", "string", WriteParameters[0].About);
        if (method == "patch")
            yield return ("force", "boolean", "Whether apply takes over fields that others own.");
    }

    private static JsonObject WriteParameter((string Name, string Type, string About) parameter) => new()
    {
        ["name"] = parameter.Name,
        ["in"] = "query",
        ["description"] = parameter.About,
        ["schema"] = new JsonObject { ["type"] = parameter.Type, ["uniqueItems"] = true },
    };

    private static JsonObject Content(IEnumerable<string> mediaTypes, ResourceType type) =>
        new(mediaTypes.Select(mediaType => KeyValuePair.Create(mediaType, (JsonNode?)new JsonObject
        {
            ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{ComponentSchemas.NameOf(type)}" },
        })));
}
