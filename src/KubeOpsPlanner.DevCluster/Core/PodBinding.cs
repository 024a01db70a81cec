using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The binding of a pod to a node, as a scheduler posts it: to the pod, or to the older collection of all bindings.</summary>
internal sealed class PodBinding(ServerState server)
{
    private static readonly CollectionKey Pods = new("", "pods");

    public static bool Knows(ResourceType type, string subresource) =>
        type is { IsBuiltIn: true, Group: "" } && (type.Plural, subresource) is ("pods", "binding") or ("bindings", "");

    /// <exception cref="StatusException">There is no such pod, it is on a node already, or the body is no binding.</exception>
    public ApiResponse Create(ApiRequest request, RequestTarget target, ResourceType type, DateTimeOffset now)
    {
        if (request.Method != "POST")
            throw StatusErrors.MethodNotAllowed();
        var binding = RequestBody.ReadObject(request, "Binding", server.Options.MaxBodyBytes, out _);
        if (target.Name.Length > 0 && binding.Text("metadata", "name") != target.Name)
            throw StatusErrors.BadRequest("name in URL does not match name in Binding object");
        CheckNode(binding);
        var name = target.Name.Length > 0 ? target.Name : binding.Text("metadata", "name");
        var pods = type with { Plural = Pods.Plural };
        var pod = server.Store.Find(Pods, target.Namespace, name) ?? throw StatusErrors.NotFound(pods, name);
        return Bind(pod, binding, pods, RequestOptions.Parse(request.Query, "CreateOptions"), now);
    }

    private ApiResponse Bind(
        StoredObject pod, JsonObject binding, ResourceType type, RequestOptions options, DateTimeOffset now)
    {
        var binds = type with { Plural = "pods/binding" };
        if (binding.Text("metadata", "uid") is { Length: > 0 } uid && uid != pod.Uid)
            throw StatusErrors.Conflict(binds, pod.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod.Uid}");
        if (pod.IsTerminating)
            throw StatusErrors.Conflict(binds, pod.Name, $"pod {pod.Name} is being deleted, cannot be assigned to a host");
        if (pod.Json.At("spec").Text("nodeName") is { Length: > 0 } node)
            throw StatusErrors.Conflict(binds, pod.Name, $"pod {pod.Name} is already assigned to node \"{node}\"");
        if (options.IsDryRun)
            return Success();
        var draft = Json.Thaw(pod.Json);
        draft.Child("spec")["nodeName"] = binding.Text("target", "name");
        foreach (var (name, value) in binding.At("metadata", "annotations") as JsonObject ?? [])
            draft.Child("metadata").Child("annotations")[name] = value?.DeepClone();
        SetScheduled(draft.Child("status"), now);
        server.Lifecycle.Put(Pods, pod, draft, now);
        return Success();
    }

    private static void CheckNode(JsonObject binding)
    {
        var errors = new List<FieldError>();
        if (binding.Text("target", "kind") is not ("" or "Node") and var kind)
            errors.Add(FieldError.Unsupported("target.kind", kind, ["Node", "<empty>"]));
        if (binding.Text("target", "name").Length == 0)
            errors.Add(FieldError.Required("target.name"));
        // The real server does not wrap these errors, so it takes them for its own.
        if (errors.Count > 0)
            throw new StatusException(500, "", errors.Count == 1 ? errors[0].ToString() : $"[{string.Join(", ", errors)}]");
    }

    private static void SetScheduled(JsonObject status, DateTimeOffset now)
    {
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        conditions.RemoveAll(condition => condition.Text("type") == "PodScheduled");
        conditions.Add(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = Json.Timestamp(now),
        });
    }

    private static ApiResponse Success() => new(201, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["code"] = 201,
    }, []);
}
