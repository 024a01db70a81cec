using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Cli.Import.Sources;

/// <summary>Looks into documents that others wrote: a missing or misshapen part is null, never an exception.</summary>
internal static class JsonNodes
{
    public static JsonNode? At(this JsonNode? json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            json = (json as JsonObject)?[name];
        }

        return json;
    }

    public static string? Text(this JsonNode? json, params ReadOnlySpan<string> path) =>
        json.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static JsonObject? Map(this JsonNode? json, params ReadOnlySpan<string> path) => json.At(path) as JsonObject;

    public static IEnumerable<(int Index, JsonNode? Item)> Items(this JsonNode? json, params ReadOnlySpan<string> path) =>
        (json.At(path) as JsonArray ?? []).Index();
}
