using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Reads and answers kinds that are asked and never stored.</summary>
internal static class ReviewBody
{
    /// <exception cref="StatusException">Not an object of that kind.</exception>
    public static JsonObject Read(ApiRequest request, string group, string kind)
    {
        var body = RequestBody.ReadObject(request, kind, BodyReader.LimitBytes, out _);
        if (body.ContainsKey("spec") && body["spec"] is not (null or JsonObject))
            throw StatusErrors.BadRequest($"{kind} in version \"v1\" cannot be handled as a {kind}: spec must be an object");
        var (sentKind, sentVersion) = (body.Text("kind"), body.Text("apiVersion"));
        if ((sentKind.Length > 0 && sentKind != kind) || (sentVersion.Length > 0 && sentVersion != $"{group}/v1"))
            throw StatusErrors.BadRequest($"{sentKind} in version \"{sentVersion}\" cannot be handled as a {kind}: no kind \"{sentKind}\" is registered for version \"{sentVersion}\" in scheme");
        body["kind"] = kind;
        body["apiVersion"] = $"{group}/v1";
        return body;
    }

    public static ApiResponse Created(JsonObject review, JsonObject status)
    {
        var metadata = review["metadata"]?.DeepClone() as JsonObject ?? [];
        metadata["creationTimestamp"] = null;
        return new ApiResponse(201, new JsonObject
        {
            ["kind"] = review.Text("kind"),
            ["apiVersion"] = review.Text("apiVersion"),
            ["metadata"] = metadata,
            ["spec"] = review["spec"]?.DeepClone() ?? new JsonObject(),
            ["status"] = status,
        }, []);
    }
}
