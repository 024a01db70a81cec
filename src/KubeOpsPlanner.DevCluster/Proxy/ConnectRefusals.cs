using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>What needs a process behind a pod, which none has here: one sentence with the way that works instead.</summary>
internal static class ConnectRefusals
{
    /// <summary>Null when the subresource is none of these.</summary>
    /// <param name="pod">The stored pod; null when there is none of this name.</param>
    public static StatusException? Of(string subresource, string space, string name, JsonObject? pod) => subresource switch
    {
        "exec" or "attach" or "portforward" when pod is null =>
            new(404, "NotFound", $"pods \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = "pods" }),
        "exec" => Refusal(
            $"no process runs in pod \"{name}\" in which exec or cp could run a command, since this cluster only simulates its pods: "
            + $"read \"kubectl logs -n {space} {name}\" instead"),
        "attach" => Refusal(
            $"no process runs in pod \"{name}\" to attach to, since this cluster only simulates its pods: "
            + $"use \"kubectl logs -f -n {space} {name}\" instead"),
        "portforward" => Refusal(
            $"ports of pod \"{name}\" cannot be forwarded, since this cluster only simulates its pods: ask them through the API server instead, e.g. "
            + $"\"kubectl get --raw /api/v1/namespaces/{space}/pods/{name}:{PortOf(pod!)}/proxy/metrics\""),
        _ => null,
    };

    private static string PortOf(JsonObject pod) => (pod.At("spec", "containers") as JsonArray)?
        .SelectMany(container => container?["ports"] as JsonArray ?? [])
        .Select(port => port.Text("containerPort") is { Length: > 0 } text ? text : port?["containerPort"]?.ToString())
        .FirstOrDefault() ?? "8000";

    private static StatusException Refusal(string message) => new(405, "MethodNotAllowed", message);
}
