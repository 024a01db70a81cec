using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Services;

/// <summary>
/// Gives services the addresses and node ports that they do not choose themselves, and refuses those that are out of range or
/// taken. What is taken is read from the other services, so nothing can be lost or leak.
/// </summary>
internal sealed class ServiceAllocation
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    private static readonly IPNetwork Addresses = IPNetwork.Parse("10.96.0.0/12");

    private readonly HashSet<string> _addresses = [];
    private readonly HashSet<(long Port, string Protocol)> _ports = [];

    /// <param name="others">All stored services but the one that is written.</param>
    public ServiceAllocation(IEnumerable<JsonElement> others)
    {
        foreach (var service in others)
        {
            _addresses.Add(service.Text("spec", "clusterIP"));
            foreach (var port in service.At("spec", "ports").Items())
            {
                if (port.At("nodePort") is { ValueKind: JsonValueKind.Number } number)
                    _ports.Add((number.GetInt64(), port.Text("protocol")));
            }
        }
    }

    /// <returns>What is wrong with what the service chose; it is complete where nothing is.</returns>
    public IEnumerable<FieldError> Complete(JsonObject service)
    {
        if (ServiceForm.HasAddress(service) && ChooseAddress(service.Child("spec")) is { } wrong)
            yield return wrong;
        if (!ServiceForm.HasNodePorts(service))
            yield break;
        foreach (var (i, port) in ServiceForm.Ports(service).Index())
        {
            if (ChooseNodePort(port, $"spec.ports[{i}].nodePort") is { } error)
                yield return error;
        }
    }

    private FieldError? ChooseAddress(JsonObject spec)
    {
        var address = spec.Text("clusterIP");
        if (address.Length == 0)
        {
            address = Free();
            spec["clusterIP"] = address;
            spec["clusterIPs"] = new JsonArray(address);
        }

        var problem = address == ServiceForm.Headless ? null
            : !Addresses.Contains(IPAddress.Parse(address)) ? $"provided IP is not in the valid range. The range of valid IPs is {Addresses}"
            : _addresses.Contains(address) ? "provided IP is already allocated"
            : null;
        return problem is null ? null : new FieldError(
            "spec.clusterIPs", "FieldValueInvalid", $"Invalid value: {ServiceRules.Quote(spec["clusterIPs"])}: failed to allocated ip:{address} with error:{problem}");
    }

    private FieldError? ChooseNodePort(JsonObject port, string field)
    {
        var protocol = port.Text("protocol");
        if (port.Integer("nodePort") is not { } chosen || chosen == 0)
        {
            // One number for all protocols of a port would be as good; kube-apiserver gives each its own, too.
            chosen = Enumerable.Range(FirstNodePort, LastNodePort - FirstNodePort + 1).First(free => !_ports.Any(taken => taken.Port == free));
            port["nodePort"] = chosen;
        }
        else if (chosen is < FirstNodePort or > LastNodePort)
        {
            return FieldError.Invalid(field, chosen, $"provided port is not in the valid range. The range of valid ports is {FirstNodePort}-{LastNodePort}");
        }

        return _ports.Add((chosen, protocol)) ? null : FieldError.Invalid(field, chosen, "provided port is already allocated");
    }

    private string Free()
    {
        var bytes = Addresses.BaseAddress.GetAddressBytes();
        // The first belongs to the API server itself.
        for (var host = 2; ; host++)
        {
            var address = new IPAddress([bytes[0], (byte)(bytes[1] + (host >> 16)), (byte)(host >> 8), (byte)host]).ToString();
            if (!_addresses.Contains(address))
                return address;
        }
    }
}
