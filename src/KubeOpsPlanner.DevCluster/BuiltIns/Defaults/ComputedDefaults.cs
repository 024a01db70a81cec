using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>Defaults that depend on more than one field of the object that has them. Null where there is none.</summary>
internal static class ComputedDefaults
{
    private const string LatestTag = "latest";

    public static IReadOnlyDictionary<string, Func<JsonObject, JsonNode?>> ByName { get; } = new Dictionary<string, Func<JsonObject, JsonNode?>>
    {
        ["empty-volume"] = volume => volume.All(field => field.Key == "name" || field.Value is null) ? new JsonObject() : null,
        ["image-pull-policy"] = container => Tag(container.Text("image")) == LatestTag ? "Always" : "IfNotPresent",
        ["list-kind"] = names => $"{names.Text("kind")}List",
        ["policy-types"] = policy => policy["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"),
        ["singular-name"] = names => names.Text("kind").ToLowerInvariant(),
    };

    /// <summary>The part after the last colon that is no port of a registry; <c>latest</c> where an image names neither tag nor digest.</summary>
    private static string Tag(string image)
    {
        var at = image.IndexOf('@');
        var name = at < 0 ? image : image[..at];
        var colon = name.LastIndexOf(':');
        if (colon > name.LastIndexOf('/'))
            return name[(colon + 1)..];
        return at < 0 ? LatestTag : "";
    }
}
