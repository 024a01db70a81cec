using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>DeleteOptions from body and query.</summary>
/// <param name="GraceSeconds">Null when the client leaves it to the object.</param>
internal sealed record DeleteRequest(
    JsonObject Options, bool IsDryRun, string Propagation, string Uid, string ResourceVersion, long? GraceSeconds)
{
    /// <summary>Asked to cascade in the older way: whoever did so expects to be told that the object is still there.</summary>
    public bool IsCascading => Options.Boolean("orphanDependents") == false;

    /// <exception cref="StatusException">A body or value that the server refuses.</exception>
    public static DeleteRequest Read(ApiRequest http, int maxBytes)
    {
        var body = http.Body.IsEmpty ? ReadQuery(http.Query) : ReadBody(http, maxBytes);
        if (body["dryRun"].Items().Select(value => value.Text()).FirstOrDefault(value => value != "All") is { } unknown)
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [new FieldError("dryRun", "FieldValueNotSupported", $"Unsupported value: []string{{{Json.Compact(unknown)}}}: supported values: \"All\"")]);
        }

        if (body.Boolean("orphanDependents") is { } orphans && body.Text("propagationPolicy").Length > 0)
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [FieldError.Invalid("propagationPolicy", body.Text("propagationPolicy"), $"orphanDependents ({orphans}) and propagationPolicy cannot be both set")]);
        }

        var propagation = body.Text("propagationPolicy");
        if (body["propagationPolicy"] is null)
            propagation = body.Boolean("orphanDependents") == true ? "Orphan" : "Background";
        if (propagation is not ("Background" or "Foreground" or "Orphan"))
        {
            throw StatusErrors.Invalid("meta.k8s.io", "DeleteOptions", "",
                [FieldError.Unsupported("propagationPolicy", propagation, ["Foreground", "Background", "Orphan", "nil"])]);
        }

        body["kind"] = "DeleteOptions";
        body["apiVersion"] = "meta.k8s.io/v1";
        return new DeleteRequest(
            body, body["dryRun"].Texts().Contains("All"), propagation, body.Text("preconditions", "uid"),
            body.Text("preconditions", "resourceVersion"), body.Integer("gracePeriodSeconds"));
    }

    /// <summary>The query counts only where there is no body.</summary>
    private static JsonObject ReadQuery(IReadOnlyDictionary<string, string> query)
    {
        var options = new JsonObject();
        if (query.TryGetValue("dryRun", out var dryRun))
            options["dryRun"] = new JsonArray(dryRun);
        if (RequestOptions.Number(query, "gracePeriodSeconds") is { } seconds)
            options["gracePeriodSeconds"] = seconds;
        if (query.TryGetValue("propagationPolicy", out var propagation))
            options["propagationPolicy"] = propagation;
        if (query.ContainsKey("orphanDependents"))
            options["orphanDependents"] = RequestOptions.Flag(query, "orphanDependents");
        foreach (var condition in new[] { "uid", "resourceVersion" })
        {
            if (query.GetValueOrDefault(condition, "") is { Length: > 0 } wanted)
                options.Child("preconditions")[condition] = wanted;
        }

        return options;
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
        if (body["preconditions"] is not (null or JsonObject))
            throw new StatusException(500, "", "v1.DeleteOptions.Preconditions: the value is not an object");
        if (body["dryRun"] is not (null or JsonArray))
            throw new StatusException(500, "", "v1.DeleteOptions.DryRun: the value is not a list");
        if (body.Text("kind") is { Length: > 0 } kind && kind != "DeleteOptions")
            throw new StatusException(500, "", $"no kind \"{kind}\" is registered for version \"{body.Text("apiVersion")}\" as DeleteOptions");
        return body;
    }
}
