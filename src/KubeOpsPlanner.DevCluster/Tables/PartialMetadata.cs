using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Objects without spec and status, for clients that watch everything (garbage collectors, metadata informers). Pure.</summary>
public static class PartialMetadata
{
    /// <param name="body">One object, or a list with <c>items</c>.</param>
    public static JsonObject Write(JsonObject body, string version) => body["items"] is JsonArray items
        ? new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = $"meta.k8s.io/{version}",
            ["metadata"] = body["metadata"]?.DeepClone() ?? new JsonObject(),
            ["items"] = new JsonArray([.. items.OfType<JsonObject>().Select(item => WriteOne(item, version))]),
        }
        : WriteOne(body, version);

    public static JsonObject WriteOne(JsonObject item, string version) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = $"meta.k8s.io/{version}",
        ["metadata"] = item["metadata"]?.DeepClone() ?? new JsonObject(),
    };
}
