using System.Net;
using System.Net.Sockets;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeOpsPlanner.Kubernetes.Listening;

/// <summary>Opens ports, and says in one sentence which one could not be opened and which flag changes it.</summary>
internal sealed class PortNamingTransport(
    IOptions<SocketTransportOptions> sockets, ILoggerFactory loggers, OperatorHostOptions options)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _inner = new(sockets, loggers);

    public bool CanBind(EndPoint endpoint) => _inner.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _inner.BindAsync(endpoint, cancellationToken);
        }
        catch (Exception error) when (error is AddressInUseException or SocketException && endpoint is IPEndPoint ip)
        {
            var why = error is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
                ? "is taken by another program"
                : $"cannot be opened ({error.Message})";
            throw new OperatorHostException($"Port {ip.Port} on {ip.Address} {why}: choose another one with {Flag(ip.Port)}.", error);
        }
    }

    private string Flag(int port) =>
        port == options.WebhookPort ? "--webhook-port"
        : port == options.MetricsPort ? "--metrics-port"
        : port == options.AdditionalMetricsPort ? "PLANNER_PROMETHEUS_PORT"
        : "its setting";
}
