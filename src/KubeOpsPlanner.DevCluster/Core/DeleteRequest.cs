using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>DeleteOptions from body and query.</summary>
internal sealed record DeleteRequest(JsonObject Options, bool IsDryRun, string Propagation, string Uid, string ResourceVersion)
{
    /// <exception cref="StatusException">A body or value that the server refuses.</exception>
    public static DeleteRequest Read(ApiRequest http, int maxBytes)
    {
        var body = http.Body.IsEmpty ? [] : RequestBody.ReadObject(http, "DeleteOptions", maxBytes, out _);
        var dryRun = RequestOptions.Parse(http.Query, "DeleteOptions").IsDryRun || body["dryRun"].Texts().Contains("All");
        var propagation = http.Query.GetValueOrDefault("propagationPolicy", body.Text("propagationPolicy"));
        if (propagation.Length == 0)
            propagation = body.Boolean("orphanDependents") == true ? "Orphan" : "Background";
        if (propagation is not ("Background" or "Foreground" or "Orphan"))
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [FieldError.Unsupported("propagationPolicy", propagation, ["Foreground", "Background", "Orphan", "nil"])]);
        }

        body["kind"] = "DeleteOptions";
        body["apiVersion"] = "meta.k8s.io/v1";
        return new DeleteRequest(body, dryRun, propagation, body.Text("preconditions", "uid"), body.Text("preconditions", "resourceVersion"));
    }
}
