using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// JSON patch (RFC 6902). A patch that is no patch is a bad request; one that does not fit the document, a failed
/// <c>test</c> included, is 422 as kube-apiserver answers it.
/// </summary>
internal static class JsonPatch
{
    // kube-apiserver's bound on the work of one request.
    private const int MaxOperations = 10_000;

    /// <exception cref="StatusException">Malformed, or does not fit.</exception>
    public static JsonObject Apply(JsonObject document, JsonNode? patch)
    {
        // To Go null is an empty list.
        if (patch is null)
            return document;
        if (patch is not JsonArray operations)
            throw StatusErrors.BadRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > MaxOperations)
        {
            throw new StatusException(413, "RequestEntityTooLarge",
                $"Request entity too large: The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}");
        }

        JsonNode? root = document;
        foreach (var operation in operations)
        {
            // And null an operation without a name.
            if (operation is null)
                throw StatusErrors.PatchRejected();
            if (operation is not JsonObject json)
                throw StatusErrors.BadRequest("json: cannot unmarshal number into Go value of type jsonpatch.Operation");
            Apply(ref root, json);
        }

        return root as JsonObject ?? throw StatusErrors.PatchRejected();
    }

    private static void Apply(ref JsonNode? root, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (operation.Text("op"))
        {
            case "add":
                Add(ref root, path, Value(operation));
                break;
            case "remove":
                Remove(ref root, path);
                break;
            case "replace":
                Find(root, path);
                Replace(ref root, path, Value(operation));
                break;
            case "move":
                var moved = Find(root, Pointer(operation, "from"))?.DeepClone();
                Remove(ref root, Pointer(operation, "from"));
                Add(ref root, path, moved);
                break;
            case "copy":
                Add(ref root, path, Find(root, Pointer(operation, "from"))?.DeepClone());
                break;
            case "test":
                Test(root, path, operation["value"]);
                break;
            default:
                throw StatusErrors.PatchRejected();
        }
    }

    private static void Test(JsonNode? root, string[] path, JsonNode? expected)
    {
        var isThere = TryFind(root, path, out var actual);
        // As the Go library does: a missing value equals null.
        if (!(isThere || expected is null) || !JsonNode.DeepEquals(actual, expected))
            throw StatusErrors.PatchRejected();
    }

    private static void Add(ref JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            root = value;
            return;
        }

        switch (Find(root, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray array when path[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array:
                array.Insert(Index(path[^1], array.Count), value);
                break;
            default:
                throw StatusErrors.PatchRejected();
        }
    }

    private static void Replace(ref JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            root = value;
        else if (Find(root, path[..^1]) is JsonArray array)
            array[Index(path[^1], array.Count - 1)] = value;
        else
            Add(ref root, path, value);
    }

    private static void Remove(ref JsonNode? root, string[] path)
    {
        Find(root, path);
        if (path.Length == 0)
            root = null;
        else if (Find(root, path[..^1]) is JsonArray array)
            array.RemoveAt(Index(path[^1], array.Count - 1));
        else if (Find(root, path[..^1]) is JsonObject parent)
            parent.Remove(path[^1]);
    }

    private static JsonNode? Find(JsonNode? root, string[] path) =>
        TryFind(root, path, out var found) ? found : throw StatusErrors.PatchRejected();

    private static bool TryFind(JsonNode? root, string[] path, out JsonNode? found)
    {
        found = root;
        foreach (var token in path)
        {
            switch (found)
            {
                case JsonObject json when json.TryGetPropertyValue(token, out var value):
                    found = value;
                    break;
                case JsonArray array when int.TryParse(token, out var index) && index >= 0 && index < array.Count:
                    found = array[index];
                    break;
                default:
                    found = null;
                    return false;
            }
        }

        return true;
    }

    private static int Index(string token, int maximum) =>
        int.TryParse(token, out var index) && index >= 0 && index <= maximum ? index : throw StatusErrors.PatchRejected();

    private static JsonNode? Value(JsonObject operation) => operation.TryGetPropertyValue("value", out var value)
        ? value?.DeepClone()
        : throw StatusErrors.PatchRejected();

    private static string[] Pointer(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue(out string? text) && JsonPointer.Parse(text) is { } path
            ? path
            : throw StatusErrors.PatchRejected();
}
