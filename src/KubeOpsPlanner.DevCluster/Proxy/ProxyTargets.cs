using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>Which pod and port a proxy request means. Pure; refuses by throwing <see cref="StatusException"/>.</summary>
internal static class ProxyTargets
{
    /// <param name="name">As it stands in the path.</param>
    public static PodAddress OfPod(string space, string name, JsonObject? pod)
    {
        var (_, bare, port) = ParseName(name);
        if (pod is null)
            throw NotFound("pods", bare);
        if (port.Length == 0)
            return new PodAddress(space, bare, Ports(pod).Select(entry => entry.Number).FirstOrDefault(80));
        return new PodAddress(space, bare, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StatusErrors.BadRequest($"invalid pod request \"{name}\": the port of a pod is given by its number"));
    }

    /// <param name="pods">All pods of the namespace.</param>
    public static PodAddress OfService(string space, string name, JsonObject? service, IEnumerable<JsonObject> pods)
    {
        var (_, bare, port) = ParseName(name);
        if (service is null)
            throw NotFound("services", bare);
        var ports = service.At("spec", "ports") as JsonArray ?? [];
        var found = port.Length == 0
            ? ports.Count == 1 || ports.Any(entry => entry.Text("name").Length == 0) ? ports[0] : null
            : ports.FirstOrDefault(entry => entry.Text("name") == port || entry!["port"]?.ToString() == port);
        if (found is null && port.Length > 0)
            throw Unavailable($"no service port {port} found for service \"{bare}\"");
        var ready = pods.FirstOrDefault(pod => IsReady(pod) && IsSelected(service.At("spec", "selector") as JsonObject, pod));
        if (found is null || ready is null)
            throw Unavailable($"no endpoints available for service \"{name}\"");
        return new PodAddress(space, ready.Text("metadata", "name"), PodPort(found, ready));
    }

    public static StatusException Unreachable(PodAddress address) => Unavailable(
        $"error trying to reach service: nothing listens on port {address.Port} of pod \"{address.Pod}\", or it is not ready; in this cluster only frontends "
        + "(port 8000), workers and routers (port 9090) of simulated graphs do");

    public static StatusException Unavailable(string message) => new(503, "ServiceUnavailable", message);

    private static ProxyName ParseName(string name) =>
        ProxyName.Parse(name) ?? throw StatusErrors.BadRequest($"invalid service request \"{name}\"");

    private static StatusException NotFound(string plural, string name) =>
        new(404, "NotFound", $"{plural} \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = plural });

    private static int PodPort(JsonNode servicePort, JsonObject pod)
    {
        var target = servicePort["targetPort"]?.ToString() ?? "";
        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return Ports(pod).FirstOrDefault(entry => entry.Name == target && target.Length > 0) is { Number: > 0 } named
            ? named.Number
            : (int)(servicePort.Integer("port") ?? 0);
    }

    private static IEnumerable<(string Name, int Number)> Ports(JsonObject pod) =>
        (pod.At("spec", "containers") as JsonArray ?? [])
            .SelectMany(container => container?["ports"] as JsonArray ?? [])
            .Select(port => (port.Text("name"), (int)(port.Integer("containerPort") ?? 0)));

    private static bool IsReady(JsonObject pod) =>
        (pod.At("status", "conditions") as JsonArray ?? [])
            .Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    // A service without a selector has endpoints of its own, which nobody makes here.
    private static bool IsSelected(JsonObject? selector, JsonObject pod) =>
        selector is { Count: > 0 } && selector.All(label => pod.Text("metadata", "labels", label.Key) == label.Value?.ToString());
}
