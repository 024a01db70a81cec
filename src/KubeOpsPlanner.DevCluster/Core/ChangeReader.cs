using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Reads what a POST, PUT or PATCH asks for.</summary>
internal static class ChangeReader
{
    /// <exception cref="StatusException">A body or content type that the server refuses.</exception>
    public static ObjectChange Read(WriteRequest write, string kind, ApiServerOptions options)
    {
        if (write.Http.Method != "PATCH")
        {
            var body = RequestBody.ReadObject(write.Http, kind, options.MaxBodyBytes, out var twice);
            CheckVersionAndKind(body, kind, write.Type);
            return new ObjectChange.Replace(body) { Duplicates = twice };
        }

        var contentType = write.Http.ContentType;
        if (!Accepted(write.Type).Contains(contentType))
            throw write.Type.IsBuiltIn ? StatusErrors.UnsupportedMediaType() : StatusErrors.UnsupportedMediaType(Accepted(write.Type));
        if (write.Options.Force && contentType != ObjectChange.ApplyPatchType)
            throw StatusErrors.Invalid("meta.k8s.io", "PatchOptions", "", [FieldError.Forbidden("force", "may not be specified for non-apply patch")]);
        if (contentType == ObjectChange.ApplyPatchType && write.Options.FieldManager.Length == 0)
            throw StatusErrors.Invalid("meta.k8s.io", "PatchOptions", "", [FieldError.Required("fieldManager", "is required for apply patch")]);
        JsonNode? patch;
        IReadOnlyList<string> duplicates;
        try
        {
            patch = RequestBody.Read(write.Http, kind, options.MaxBodyBytes, contentType == ObjectChange.ApplyPatchType, out duplicates);
        }
        catch (StatusException refusal) when (refusal.Code == 400 && contentType == ObjectChange.MergePatchType)
        {
            throw NoMergePatch();
        }

        ObjectChange change = contentType switch
        {
            ObjectChange.JsonPatchType => new ObjectChange.PatchJson(patch),
            ObjectChange.MergePatchType => new ObjectChange.PatchMerge(AsMergePatch(patch)),
            // To Go null is an empty map.
            ObjectChange.StrategicPatchType => new ObjectChange.PatchStrategic(patch is null ? [] : AsObject(patch)),
            _ => ReadApply(write, AsObject(patch), kind),
        };
        return change with { Duplicates = duplicates };
    }

    private static ObjectChange.Apply ReadApply(WriteRequest write, JsonObject configuration, string kind)
    {
        if (configuration.At("metadata", "managedFields") is JsonArray { Count: > 0 })
            throw StatusErrors.BadRequest("metadata.managedFields must be nil");
        if (configuration.Text("kind").Length == 0 || configuration.Text("apiVersion").Length == 0)
            throw StatusErrors.BadRequest("error decoding YAML: Object 'Kind' or 'apiVersion' is missing in the applied configuration");
        var expected = kind == ScaleObject.Kind ? ScaleObject.ApiVersion : write.Type.ApiVersion;
        if (configuration.Text("apiVersion") is var specified && specified != expected)
            throw StatusErrors.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {specified}, expected: {expected}");
        CheckVersionAndKind(configuration, kind, write.Type);
        return new ObjectChange.Apply(configuration);
    }

    private static string[] Accepted(ResourceType type) => type.IsBuiltIn
        ? [ObjectChange.JsonPatchType, ObjectChange.MergePatchType, ObjectChange.StrategicPatchType, ObjectChange.ApplyPatchType]
        : [ObjectChange.JsonPatchType, ObjectChange.MergePatchType, ObjectChange.ApplyPatchType];

    private static JsonObject AsMergePatch(JsonNode? patch) => patch switch
    {
        JsonObject fields => fields,
        JsonArray => throw StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", Json.Compact(patch),
            "couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type "
            + "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")]),
        _ => throw NoMergePatch(),
    };

    // Whatever is wrong with it: the library of the real server says no more, and the server takes it for its own fault.
    private static StatusException NoMergePatch() => new(500, "", "Invalid JSON Patch");

    private static JsonObject AsObject(JsonNode? patch) => patch as JsonObject
        ?? throw StatusErrors.BadRequest("error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}");

    /// <summary>Built-in kinds may leave both out, custom ones not: their decoder knows no type to fall back on.</summary>
    private static void CheckVersionAndKind(JsonObject body, string kind, ResourceType type)
    {
        var expected = kind == ScaleObject.Kind ? ScaleObject.ApiVersion : type.ApiVersion;
        var version = expected[(expected.IndexOf('/') + 1)..];
        foreach (var field in new[] { "kind", "apiVersion" })
        {
            if (body[field] is { } value && value.GetValueKind() != JsonValueKind.String)
            {
                throw StatusErrors.BadRequest(
                    $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: "
                    + $"json: cannot unmarshal {value.GetValueKind().ToString().ToLowerInvariant()} into Go struct field .{field} of type string");
            }
        }

        foreach (var (field, name) in new[] { ("kind", "Kind"), ("apiVersion", "apiVersion") })
        {
            if (body.Text(field).Length > 0)
                continue;
            if (!type.IsBuiltIn && kind != ScaleObject.Kind)
                throw StatusErrors.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {kind}: unmarshalerDecoder: Object '{name}' is missing in '{Json.Compact(body)}'");
            body[field] = field == "kind" ? kind : expected;
        }

        var (sentKind, sentVersion) = (body.Text("kind"), body.Text("apiVersion"));
        if (sentVersion != expected)
        {
            throw StatusErrors.BadRequest(type.IsBuiltIn
                ? $"{sentKind} in version \"{sentVersion}\" cannot be handled as a {kind}: no kind \"{sentKind}\" is registered for version \"{sentVersion}\""
                : $"the API version in the data ({sentVersion}) does not match the expected API version ({expected})");
        }

        if (sentKind != kind)
            throw StatusErrors.BadRequest($"{sentKind} in version \"{version}\" cannot be handled as a {kind}: unknown conversion");
    }
}
