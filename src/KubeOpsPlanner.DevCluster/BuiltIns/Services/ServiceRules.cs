using System.Net;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Services;

/// <summary>Whether a Service may be stored, apart from what it shares with all others (<see cref="ServiceAllocation"/>).</summary>
internal static class ServiceRules
{
    private const string Addresses = "spec.clusterIPs";

    public static IEnumerable<FieldError> Validate(JsonObject service, JsonObject? old) =>
        [.. ValidateAddress(service, old), .. ServiceForm.HasAddress(service) ? ValidatePorts(service) : ExternalName(service)];

    /// <summary>As Go prints a list of texts.</summary>
    public static string Quote(JsonNode? texts) => texts is JsonArray list ? $"[]string{{{string.Join(", ", list.Select(Json.Compact))}}}" : "[]string(nil)";

    private static IEnumerable<FieldError> ExternalName(JsonObject service)
    {
        if (service.Text("spec", "externalName").Length == 0)
            yield return FieldError.Required("spec.externalName");
    }

    private static IEnumerable<FieldError> ValidateAddress(JsonObject service, JsonObject? old)
    {
        var (address, all) = (service.Text("spec", "clusterIP"), service.At("spec", "clusterIPs") as JsonArray);
        if (!ServiceForm.HasAddress(service))
            return address.Length + (all?.Count ?? 0) == 0 ? [] : [FieldError.Forbidden(Addresses, "may not be set for ExternalName services")];
        if (address.Length == 0)
            return all is not { Count: > 0 } ? [] : [Invalid(Addresses, all, "must be empty when clusterIP is empty")];
        if (all is { Count: > 0 } && all[0].Text() != address)
            return [Invalid(Addresses, all, "element [0] must match clusterIP")];
        if (old is not null && ServiceForm.HasAddress(old) && old.Text("spec", "clusterIP") is { Length: > 0 } before && before != address)
            return [Invalid($"{Addresses}[0]", all, "may not change once set")];
        if (address == ServiceForm.Headless)
        {
            return ServiceForm.HasNodePorts(service)
                ? [FieldError.Invalid($"{Addresses}[0]", ServiceForm.Headless, $"may not be set to 'None' for {ServiceForm.Type(service)} services")]
                : [];
        }

        return IPAddress.TryParse(address, out _)
            ? []
            : [FieldError.Invalid($"{Addresses}[0]", address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")];
    }

    private static IEnumerable<FieldError> ValidatePorts(JsonObject service)
    {
        var ports = ServiceForm.Ports(service);
        if (ports.Count == 0 && service.Text("spec", "clusterIP") != ServiceForm.Headless)
            yield return FieldError.Required("spec.ports");
        var seen = new HashSet<(string Port, string Protocol)>();
        foreach (var (i, port) in ports.Index())
        {
            if (ports.Count > 1 && port.Text("name").Length == 0)
                yield return FieldError.Required($"spec.ports[{i}].name");
            if (port["targetPort"] is { } target && JsonNumbers.Read(target) is not 0)
            {
                foreach (var error in PortNames.ValidateNumberOrName(target, $"spec.ports[{i}].targetPort"))
                    yield return error;
            }

            if (!seen.Add((port["port"]?.ToJsonString() ?? "", port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP")))
                yield return FieldError.Duplicate($"spec.ports[{i}]", port.DeepClone());
            if (port.Integer("nodePort") is > 0 && !ServiceForm.HasNodePorts(service))
                yield return FieldError.Forbidden($"spec.ports[{i}].nodePort", $"may not be used when `type` is '{ServiceForm.Type(service)}'");
        }
    }

    private static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {Quote(value)}: {detail}");
}
