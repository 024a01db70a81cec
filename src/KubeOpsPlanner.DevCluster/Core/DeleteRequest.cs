using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>DeleteOptions from body and query.</summary>
internal sealed record DeleteRequest(JsonObject Options, bool IsDryRun, string Propagation, string Uid, string ResourceVersion)
{
    /// <exception cref="StatusException">A body or value that the server refuses.</exception>
    public static DeleteRequest Read(ApiRequest http, int maxBytes)
    {
        var body = http.Body.IsEmpty ? [] : ReadBody(http, maxBytes);
        RequestOptions.Number(http.Query, "gracePeriodSeconds");
        if (body["dryRun"].Texts().FirstOrDefault(value => value != "All") is { } unknown)
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [new FieldError("dryRun", "FieldValueNotSupported", $"Unsupported value: []string{{{Json.Compact(unknown)}}}: supported values: \"All\"")]);
        }

        if (body.Boolean("orphanDependents") is { } orphans && body.Text("propagationPolicy").Length > 0)
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [FieldError.Invalid("propagationPolicy", body.Text("propagationPolicy"), $"orphanDependents ({orphans}) and propagationPolicy cannot be both set")]);
        }

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

    // The real server answers 500 for options that it cannot read: it decodes them outside of its handling of bad requests.
    private static JsonObject ReadBody(ApiRequest http, int maxBytes)
    {
        JsonObject body;
        try
        {
            body = RequestBody.ReadObject(http, "DeleteOptions", maxBytes, out _);
        }
        catch (StatusException refusal) when (refusal.Code == 400)
        {
            throw new StatusException(500, "", refusal.Message);
        }

        if (body["gracePeriodSeconds"] is not null && body.Integer("gracePeriodSeconds") is null)
            throw new StatusException(500, "", "v1.DeleteOptions.GracePeriodSeconds: the value is not an integer");
        if (body.Text("kind") is { Length: > 0 } kind && kind != "DeleteOptions")
            throw new StatusException(500, "", $"no kind \"{kind}\" is registered for version \"{body.Text("apiVersion")}\" as DeleteOptions");
        return body;
    }
}
