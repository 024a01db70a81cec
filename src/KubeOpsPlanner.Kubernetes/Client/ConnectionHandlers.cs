using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Builds what carries requests to the API server: TLS, trust, identity, proxy.</summary>
internal static class ConnectionHandlers
{
    public static HttpMessageHandler Create(ClusterConnection connection, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Every watch is a stream; servers allow 100 to 250 of them on one connection.
            EnableMultipleHttp2Connections = true,
            // A peer that vanished without a word is noticed after 45 s, well before a watch's silence deadline.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            // New connections find new API servers after a failover of their load balancer.
            PooledConnectionLifetime = TimeSpan.FromMinutes(30),
            UseProxy = connection.Proxy is not null,
        };
        if (connection.Proxy is not null)
        {
            sockets.Proxy = new WebProxy(connection.Proxy);
        }

        var trust = new ServerTrust(connection);
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            trust.Accepts(certificate, chain, errors);
        if (connection.ClientCertificate is not null)
        {
            sockets.SslOptions.ClientCertificates = new X509Certificate2Collection(connection.ClientCertificate);
        }

        return new IdentityHandler(connection, time) { InnerHandler = sockets };
    }
}
