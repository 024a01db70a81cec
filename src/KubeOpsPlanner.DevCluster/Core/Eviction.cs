using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Admission;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// Deletes a pod unless a disruption budget is in the way: POST <c>pods/eviction</c>. What a budget allows is read from its
/// status, which a controller computes; webhooks are asked about the deletion.
/// </summary>
internal sealed class Eviction(ServerState server, ApiRequest request, RequestTarget target, ResourceType pods)
{
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
        if (body.Text("metadata", "name") != target.Name)
            throw StatusErrors.BadRequest("name in URL does not match name in Eviction object");
        var pod = server.Store.Find(Pods, target.Namespace, target.Name) ?? throw StatusErrors.NotFound(pods, target.Name);
        var options = (JsonObject?)body["deleteOptions"]?.DeepClone() ?? [];
        if (options["dryRun"] is null && RequestOptions.Parse(request.Query, "CreateOptions").IsDryRun)
            options["dryRun"] = new JsonArray("All");
        // What has not started, has ended, or is ending anyway, disrupts nobody.
        if (!pod.IsTerminating && pod.Json.Text("status", "phase") is "Running" or "Unknown")
            Ask(pod, options["dryRun"].Texts().Contains("All"), now);
        var deletion = DeleteRequest.Read(
            request with { Body = Encoding.UTF8.GetBytes(Json.Compact(options)), ContentType = "application/json" }, server.Options.MaxBodyBytes);
        var query = new Dictionary<string, string>();
        if (deletion.IsDryRun)
            query["dryRun"] = "All";
        var write = new WriteRequest(
            request with { Method = "DELETE" }, target with { Subresource = "" }, pods, RequestOptions.Parse(query, "DeleteOptions"));
        return Answer(new AdmissionRun(server, new DeleteWrite(server, write, deletion)).Start(now));
    }

    private void Ask(StoredObject pod, bool isDryRun, DateTimeOffset now)
    {
        var matching = server.Store.Collection(Budgets).Current.List(target.Namespace)
            .Where(budget => DisruptionBudget.Selects(budget.Json, pod.Json.At("metadata", "labels"))).ToList();
        if (matching.Count > 1)
            throw new StatusException(500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        if (matching is not [var stored])
            return;
        var budget = Json.Thaw(stored.Json);
        var verdict = DisruptionBudget.Judge(budget, isReady: IsReady(pod));
        if (verdict.Refusal is { } refusal)
            throw refusal;
        if (!verdict.IsSpent || isDryRun)
            return;
        DisruptionBudget.Spend(budget, pod.Name, now);
        server.Lifecycle.Put(Budgets, stored, budget, now);
    }

    private static bool IsReady(StoredObject pod) => pod.Json.At("status", "conditions").Items()
        .Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

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
