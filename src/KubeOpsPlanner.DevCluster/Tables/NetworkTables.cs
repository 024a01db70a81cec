using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Kinds about reaching pods.</summary>
internal static class NetworkTables
{
    // kubectl shows this many endpoints before it counts the rest.
    private const int ShownEndpoints = 3;

    public static TableDefinition Services { get; } = new(
        [
            TableColumn.NameOfObject, new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), TableColumn.Age,
            TableColumn.Wide("Selector"),
        ],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            item.Text("spec", "type") is { Length: > 0 } type ? type : "ClusterIP",
            item.Text("spec", "clusterIP").OrNone(),
            ExternalAddress(item),
            item.Items("spec", "ports").Select(ServicePort).Joined().OrNone(),
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
            Selectors.Pairs(item.At("spec", "selector")).OrNone(),
        ]);

    public static TableDefinition Endpoints { get; } = new(
        [TableColumn.NameOfObject, new("Endpoints"), TableColumn.Age],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            Shorten([.. item.Items("subsets").SelectMany(Addresses)]),
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
        ]);

    public static TableDefinition EndpointSlices { get; } = new(
        [TableColumn.NameOfObject, new("AddressType"), new("Ports"), new("Endpoints"), TableColumn.Age],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            item.Text("addressType"),
            item.Items("ports").Select(port => port.Text("port")).Joined() is { Length: > 0 } ports ? ports : "<unset>",
            Shorten([.. item.Items("endpoints").SelectMany(endpoint => endpoint.Items("addresses")).Select(one => one.Text())]),
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
        ]);

    public static TableDefinition Ingresses { get; } = new(
        [TableColumn.NameOfObject, new("Class"), new("Hosts"), new("Address"), new("Ports"), TableColumn.Age],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            item.Text("spec", "ingressClassName").OrNone(),
            item.Items("spec", "rules").Select(rule => rule.Text("host")).Where(host => host.Length > 0).Joined() is { Length: > 0 } hosts
                ? hosts
                : "*",
            item.Items("status", "loadBalancer", "ingress").Select(Address).Joined(),
            item.Count("spec", "tls") > 0 ? "80, 443" : "80",
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
        ]);

    public static TableDefinition IngressClasses { get; } = new(
        [TableColumn.NameOfObject, new("Controller"), new("Parameters"), TableColumn.Age],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            item.Text("spec", "controller"),
            Parameters(item.At("spec", "parameters")).OrNone(),
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
        ]);

    public static TableDefinition NetworkPolicies { get; } = new(
        [TableColumn.NameOfObject, new("Pod-Selector"), TableColumn.Age],
        (item, now) =>
        [
            item.Text("metadata", "name"),
            Selectors.Format(item.At("spec", "podSelector")).OrNone(),
            HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now),
        ]);

    private static string Parameters(JsonNode? parameters) => parameters is null ? ""
        : parameters.Text("apiGroup") is { Length: > 0 } group ? $"{parameters.Text("kind")}.{group}/{parameters.Text("name")}"
        : $"{parameters.Text("kind")}/{parameters.Text("name")}";

    private static string ServicePort(JsonNode port)
    {
        var protocol = port.Text("protocol") is { Length: > 0 } given ? given : "TCP";
        var node = port.Number("nodePort");
        return node > 0 ? $"{port.Number("port")}:{node}/{protocol}" : $"{port.Number("port")}/{protocol}";
    }

    private static string ExternalAddress(JsonObject service)
    {
        var listed = service.Items("spec", "externalIPs").Select(address => address.Text());
        switch (service.Text("spec", "type"))
        {
            case "ExternalName":
                return service.Text("spec", "externalName");
            case "LoadBalancer":
                var all = service.Items("status", "loadBalancer", "ingress").Select(Address).Concat(listed).Joined();
                return all.Length > 0 ? all : "<pending>";
            default:
                return listed.Joined().OrNone();
        }
    }

    private static string Address(JsonNode ingress) =>
        ingress.Text("ip") is { Length: > 0 } ip ? ip : ingress.Text("hostname");

    private static IEnumerable<string> Addresses(JsonNode subset)
    {
        var addresses = subset.Items("addresses").Select(address => address.Text("ip")).ToArray();
        var ports = subset.Items("ports").Select(port => port.Number("port")).ToArray();
        return ports.Length == 0 ? addresses : ports.SelectMany(port => addresses.Select(address => $"{address}:{port}"));
    }

    private static string Shorten(IReadOnlyList<string> all) => all.Count > ShownEndpoints
        ? $"{all.Take(ShownEndpoints).Joined()} + {all.Count - ShownEndpoints} more..."
        : all.Joined().OrNone();
}
