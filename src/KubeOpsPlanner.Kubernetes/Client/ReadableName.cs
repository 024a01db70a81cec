using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Finds what an object is called even where the rest of it cannot be read.</summary>
internal static class ReadableName
{
    public static ObjectKey Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
            ? new ObjectKey(Text(metadata, "namespace"), Text(metadata, "name"))
            : new ObjectKey("", "");

    public static ulong? VersionOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && ulong.TryParse(Text(metadata, "resourceVersion"), out var version)
            ? version
            : null;

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
