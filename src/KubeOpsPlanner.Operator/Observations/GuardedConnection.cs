using System.Net;
using System.Net.Sockets;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>Opens connections only to addresses that the policy allows, whatever a name resolves to.</summary>
internal static class GuardedConnection
{
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, MetricsEndpointPolicy policy, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = (await Dns.GetHostAddressesAsync(host, cancellationToken)).Where(policy.MayConnect).ToArray();
        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"{host} resolves to no address that the operator may call");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
