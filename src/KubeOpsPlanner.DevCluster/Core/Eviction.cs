using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Admission;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// Deletes a pod unless a disruption budget is in the way: POST <c>pods/eviction</c>. What a budget allows is read from its
/// status, which nobody computes here; webhooks are asked about the deletion.
/// </summary>
internal sealed class Eviction(ServerState server, ApiRequest request, RequestTarget target, ResourceType pods)
{
    private const int RetryAfterSeconds = 10;

    private static readonly CollectionKey Pods = new("", "pods");
    private static readonly CollectionKey Budgets = new("policy", "poddisruptionbudgets");

    /// <exception cref="StatusException">No such pod, not an eviction, or a budget forbids it.</exception>
    public ApiResult Start(DateTimeOffset now)
    {
        if (request.Method != "POST")
            throw StatusErrors.MethodNotAllowed();
        var body = RequestBody.ReadObject(request, "Eviction", server.Options.MaxBodyBytes, out _);
        if (body.Text("kind") is { Length: > 0 } kind && kind != "Eviction")
            throw StatusErrors.BadRequest($"{kind} in version \"{body.Text("apiVersion")}\" cannot be handled as a Eviction: unknown conversion");
        if (body.Text("metadata", "name") is { Length: > 0 } name && name != target.Name)
            throw StatusErrors.BadRequest("name in URL does not match name in Eviction object");
        var pod = server.Store.Find(Pods, target.Namespace, target.Name) ?? throw StatusErrors.NotFound(pods, target.Name);
        // What has ended, or is ending anyway, disrupts nobody.
        if (!pod.IsTerminating && pod.Json.Text("status", "phase") is "Running" or "Unknown")
            Ask(pod);
        var options = Encoding.UTF8.GetBytes(Json.Compact(body["deleteOptions"] as JsonObject ?? []));
        var deletion = DeleteRequest.Read(request with { Body = options, ContentType = "application/json" }, server.Options.MaxBodyBytes);
        var query = new Dictionary<string, string>();
        if (deletion.IsDryRun)
            query["dryRun"] = "All";
        var write = new WriteRequest(
            request with { Method = "DELETE" }, target with { Subresource = "" }, pods, RequestOptions.Parse(query, "DeleteOptions"));
        return Answer(new AdmissionRun(server, new DeleteWrite(server, write, deletion)).Start(now));
    }

    private void Ask(StoredObject pod)
    {
        var budgets = server.Store.Collection(Budgets).Current.List(target.Namespace)
            .Where(budget => LabelSelector.FromObject(budget.Json.At("spec", "selector")).Matches(pod.Json.At("metadata", "labels"))).ToList();
        if (budgets.Count > 1)
            throw StatusErrors.Internal("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        if (budgets is not [var only])
            return;
        var json = Json.Thaw(only.Json);
        var isJudged = (json.Integer("status", "observedGeneration") ?? 0) >= (json.Integer("metadata", "generation") ?? 0);
        if (isJudged && json.Integer("status", "disruptionsAllowed") > 0)
            return;
        var why = isJudged
            ? $"The disruption budget {only.Name} needs {json.Integer("status", "desiredHealthy") ?? 0} healthy pods and has {json.Integer("status", "currentHealthy") ?? 0} currently"
            : $"The disruption budget {only.Name} is still being processed by the server.";
        var details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) };
        if (!isJudged)
            details["retryAfterSeconds"] = RetryAfterSeconds;
        throw new StatusException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    private static ApiResult Answer(ApiResult result) => result switch
    {
        ApiAdmission admission => admission with { Resume = (answers, now) => Answer(admission.Resume(answers, now)) },
        ApiResponse { Code: < 400 } done => new ApiResponse(201, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        }, done.Warnings),
        _ => result,
    };
}
