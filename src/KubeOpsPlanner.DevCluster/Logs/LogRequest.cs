using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Logs;

/// <summary>Which log a request for <c>pods/log</c> means, and what is said where there is none.</summary>
/// <param name="Log">Null when the pod has no node yet: the answer is empty, as the real server's.</param>
/// <param name="Warning">For the client; empty without one.</param>
internal sealed record LogRequest(LogQuery Query, ContainerLog? Log, string Warning)
{
    /// <param name="pod">The stored pod; null when there is none of this name.</param>
    /// <exception cref="StatusException">There is nothing to read, and why.</exception>
    public static LogRequest Of(
        IReadOnlyDictionary<string, string> parameters, string name, JsonObject? pod, PodLogs logs, DateTimeOffset now)
    {
        var query = LogQuery.Parse(parameters, name, now);
        if (pod is null)
            throw new StatusException(404, "NotFound", $"pods \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = "pods" });
        var container = Container(pod, name, query.Container);
        if (pod.Text("spec", "nodeName").Length == 0)
            return new LogRequest(query, null,
                $"pod \"{name}\" has no node and has written nothing: no simulated node has room for it, or this API server runs without any");
        if (query.IsPrevious)
            throw StatusErrors.BadRequest($"previous terminated container \"{container}\" in pod \"{name}\" not found");
        return new LogRequest(query, logs.Find(pod.Text("metadata", "uid"), container) ?? throw StatusErrors.BadRequest(
            $"container \"{container}\" in pod \"{name}\" is waiting to start: no simulated node runs it yet"), "");
    }

    private static string Container(JsonObject pod, string name, string wanted)
    {
        var names = Names(pod, "containers");
        string[] others = [.. Names(pod, "initContainers"), .. Names(pod, "ephemeralContainers")];
        if (wanted.Length > 0)
            return names.Contains(wanted) || others.Contains(wanted)
                ? wanted
                : throw StatusErrors.BadRequest($"container {wanted} is not valid for pod {name}");
        if (names is [var only])
            return only;
        var choice = $"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', names)}]";
        var more = Names(pod, "initContainers");
        throw StatusErrors.BadRequest(more.Length == 0 ? choice : $"{choice} or one of the init containers: [{string.Join(' ', more)}]");
    }

    private static string[] Names(JsonObject pod, string list) =>
        pod.At("spec", list) is JsonArray containers ? [.. containers.Select(container => container.Text("name"))] : [];
}
