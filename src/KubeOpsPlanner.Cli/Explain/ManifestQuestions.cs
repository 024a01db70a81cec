using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>Makes questions of the manifests in a file.</summary>
internal static class ManifestQuestions
{
    private static readonly ApiResource[] Judged =
        [GraphKinds.Graphs.Api, GraphKinds.ScalingAdapters.Api, GraphKinds.ComponentDeployments.Api];

    /// <exception cref="UserError">It cannot be read, is no YAML or JSON, or holds nothing that the gate judges.</exception>
    public static IReadOnlyList<WhatIf> Read(string path, TextReader input, string @namespace)
    {
        try
        {
            var text = path == "-" ? input.ReadToEnd() : File.ReadAllText(path);
            var questions = YamlDocuments.Read(text).SelectMany(Items).Select(manifest => Question(path, manifest, @namespace)).ToList();
            return questions.Count > 0 ? questions : throw new UserError($"{path} holds no manifest");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new UserError($"{path} cannot be read: {error.Message}");
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode document) =>
        Text(document, "kind") == "List" && document["items"] is JsonArray items
            ? items.OfType<JsonNode>().Select(item => item.DeepClone())
            : [document];

    private static WhatIf Question(string path, JsonNode document, string @namespace)
    {
        var (apiVersion, kind) = (Text(document, "apiVersion"), Text(document, "kind"));
        var version = apiVersion?.Split('/') is [PlannerNames.DynamoGroup, var named] ? named : null;
        if (document is not JsonObject manifest
            || version is null
            || !GraphKinds.Versions.Contains(version)
            || Judged.FirstOrDefault(api => api.Kind == kind) is not { } api)
        {
            throw new UserError(
                $"{path} holds {kind ?? "something without a kind"} of {apiVersion ?? "no apiVersion"}, which the gate does not judge: "
                + $"give {string.Join(", ", Judged.Select(each => each.Kind))} of {string.Join(" or ", GraphKinds.Versions)}");
        }

        if (manifest["metadata"] is not JsonObject metadata || Text(metadata, "name") is not { Length: > 0 } name)
        {
            throw new UserError($"{path} holds a {kind} without metadata.name");
        }

        var place = Text(metadata, "namespace") ?? @namespace;
        metadata["namespace"] = place;
        metadata.Remove("managedFields");
        return WhatIf.OfManifest(api with { Version = version }, new ObjectKey(place, name), manifest);
    }

    private static string? Text(JsonNode json, string name) =>
        json is JsonObject map && map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
