using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Services;

/// <summary>What the type of a Service has to do with its addresses and ports.</summary>
internal static class ServiceForm
{
    public const string Headless = "None";

    public static bool HasAddress(JsonNode? service) => Type(service) != "ExternalName";

    public static bool HasNodePorts(JsonNode? service) => Type(service) is "NodePort" or "LoadBalancer";

    public static string Type(JsonNode? service) => service.Text("spec", "type") is { Length: > 0 } type ? type : "ClusterIP";

    public static IReadOnlyList<JsonObject> Ports(JsonNode? service) => [.. service.At("spec", "ports").Items().OfType<JsonObject>()];

    /// <summary>
    /// Keeps what the server chose for the stored service where the new one does not say, and drops it where the new type has
    /// no use for it; what a client changes itself is left for validation to judge.
    /// </summary>
    public static void Settle(JsonObject draft, JsonObject old)
    {
        if (draft["spec"] is not JsonObject spec)
            return;
        if (HasAddress(old))
            SettleAddress(draft, spec, old);
        if (!HasNodePorts(old))
            return;
        if (HasNodePorts(draft))
            KeepNodePorts(draft, old);
        else
            DropNodePorts(draft, spec, old);
    }

    private static void SettleAddress(JsonObject draft, JsonObject spec, JsonObject old)
    {
        var (address, before) = (spec.Text("clusterIP"), old.Text("spec", "clusterIP"));
        if (address.Length == 0 && HasAddress(draft))
            spec.Take(old["spec"], "clusterIP");
        else if (address == before && !HasAddress(draft))
            spec.Remove("clusterIP");
        // The list follows the field that older clients write, unless it was written itself.
        if (spec["clusterIPs"] is null || JsonNode.DeepEquals(spec["clusterIPs"], old.At("spec", "clusterIPs")))
            spec["clusterIPs"] = spec["clusterIP"] is { } chosen ? new JsonArray(chosen.DeepClone()) : null;
        if (spec["clusterIPs"] is null)
            spec.Remove("clusterIPs");
    }

    private static void KeepNodePorts(JsonObject draft, JsonObject old)
    {
        var chosen = Ports(draft).Select(port => port.Integer("nodePort") ?? 0).ToHashSet();
        foreach (var port in Ports(draft).Where(port => port.Integer("nodePort") is null or 0))
        {
            var same = Ports(old).FirstOrDefault(known =>
                known.Integer("port") == port.Integer("port") && known.Text("protocol") == port.Text("protocol"));
            if (same?.Integer("nodePort") is { } kept && chosen.Add(kept))
                port["nodePort"] = kept;
        }
    }

    private static void DropNodePorts(JsonObject draft, JsonObject spec, JsonObject old)
    {
        if (spec.Text("externalTrafficPolicy") == old.Text("spec", "externalTrafficPolicy"))
            spec.Remove("externalTrafficPolicy");
        var before = Ports(old).Select(port => port.Integer("nodePort")).ToList();
        if (!Ports(draft).All(port => port.Integer("nodePort") is null or 0 || before.Contains(port.Integer("nodePort"))))
            return;
        foreach (var port in Ports(draft))
            port.Remove("nodePort");
    }
}
