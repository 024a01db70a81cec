using System.Net;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>
/// Decides whether the operator may call the URL that a plan names. Whoever can write a PoolPlan must not be able to
/// aim the operator at a metadata service, another tenant or the API server.
/// </summary>
/// <param name="AllowedHosts">Hosts that any plan may name, e.g. a metrics gateway; <c>host</c> or <c>host:port</c>.</param>
/// <param name="AllowsLoopback">Development only: simulated graphs serve their metrics on this machine.</param>
public sealed record MetricsEndpointPolicy(IReadOnlyCollection<string> AllowedHosts, bool AllowsLoopback)
{
    /// <summary>Why the endpoint is refused, or null when it is allowed.</summary>
    public string? Refuse(Uri endpoint, MetricsTarget target)
    {
        if (endpoint.Scheme is not ("http" or "https"))
        {
            return $"metrics.endpoint \"{endpoint}\" has scheme {endpoint.Scheme}: use http or https";
        }

        if (endpoint.UserInfo.Length > 0)
        {
            return $"metrics.endpoint on {endpoint.Host} carries credentials: remove them from the URL";
        }

        if (IsListed(endpoint) || IsService(endpoint.Host, target) || target.Addresses.Contains(endpoint.Host)
            || (AllowsLoopback && endpoint.IsLoopback))
        {
            return null;
        }

        return $"metrics.endpoint \"{endpoint}\" is neither a Service nor a pod of {target.Graph}: name one of them "
            + $"(for example http://{target.ServiceNames.Order(StringComparer.Ordinal).FirstOrDefault() ?? target.Graph.Name + "-frontend"}"
            + $".{target.Graph.Namespace}.svc:8000/metrics), or start the operator with --allow-metrics-host {endpoint.Authority}";
    }

    /// <summary>
    /// Whether a connection to a resolved address may be opened: a name that resolves to this machine or to a link-local
    /// address (the cloud's metadata service) is refused even where the name was fine.
    /// </summary>
    public bool MayConnect(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
        {
            return AllowsLoopback;
        }

        return !plain.IsIPv6LinkLocal && !IsLinkLocal(plain) && !plain.Equals(IPAddress.Any) && !plain.Equals(IPAddress.IPv6Any);
    }

    private bool IsListed(Uri endpoint) =>
        AllowedHosts.Contains(endpoint.Host, StringComparer.OrdinalIgnoreCase)
        || AllowedHosts.Contains(endpoint.Authority, StringComparer.OrdinalIgnoreCase);

    /// <summary><c>name.namespace</c>, optionally followed by <c>.svc</c> and the cluster's domain.</summary>
    private static bool IsService(string host, MetricsTarget target)
    {
        var labels = host.TrimEnd('.').Split('.');
        return labels.Length >= 2
            && (labels.Length == 2 || labels[2] == "svc")
            && labels[1] == target.Graph.Namespace
            && target.ServiceNames.Contains(labels[0]);
    }

    private static bool IsLinkLocal(IPAddress address) =>
        address.GetAddressBytes() is [169, 254, ..];
}
