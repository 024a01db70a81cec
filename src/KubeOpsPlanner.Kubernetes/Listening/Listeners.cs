using System.Net;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Health;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace KubeOpsPlanner.Kubernetes.Listening;

/// <summary>The ports of the host, and which numbers they got.</summary>
internal sealed class Listeners(OperatorHostOptions options)
{
    private ListenOptions? _webhooks;
    private ListenOptions? _metrics;

    /// <param name="identity">Asked at every TLS handshake, so that a new certificate needs no restart.</param>
    public void Configure(KestrelServerOptions kestrel, Func<WebhookIdentity?> identity)
    {
        if (!IPAddress.TryParse(options.ListenAddress, out var address))
        {
            throw new OperatorHostException(
                $"The listen address \"{options.ListenAddress}\" is not an IP address: use for example 0.0.0.0, :: or 127.0.0.1.");
        }

        var serving = new ServingContext(identity);
        kestrel.AddServerHeader = false;
        kestrel.Listen(address, options.WebhookPort, listen =>
        {
            _webhooks = listen;
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(serving.Handshake()) });
        });
        kestrel.Listen(address, options.MetricsPort, listen => _metrics = listen);
        if (options.AdditionalMetricsPort is { } additional && additional != options.MetricsPort)
        {
            kestrel.Listen(address, additional);
        }
    }

    public void Report(OperatorHostStatus status) =>
        status.MarkListening(Port(_webhooks, options.WebhookPort), Port(_metrics, options.MetricsPort));

    /// <summary>Kestrel writes the port it got into the same options.</summary>
    private static int Port(ListenOptions? listen, int asked) => listen?.IPEndPoint?.Port ?? asked;
}
