using System.Net;
using System.Net.Security;
using KubeOpsPlanner.DevCluster.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>
/// Kestrel on one port of the loopback interface, with one handler and nothing around it: a host, its middleware and its
/// lifetime would start much that this server does not use.
/// </summary>
internal sealed class HttpsListener : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private const int HeaderLimitBytes = 1 << 20;

    private readonly ServiceProvider _services;
    private readonly IServer _server;

    /// <param name="port">0 takes a free one.</param>
    /// <param name="certificate">Awaited by the first client that shakes hands, so that it can be made while the rest starts.</param>
    public HttpsListener(int port, Task<SslStreamCertificateContext> certificate, ConnectionGate gate)
    {
        // No configuration files, environment variables or logs: what this server does is said in its options.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The pipeline enforces its own limit, to answer in Kubernetes' words.
            kestrel.Limits.MaxRequestBodySize = null;
            // Go's default for all headers and the request line together.
            kestrel.Limits.MaxRequestLineSize = HeaderLimitBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeaderLimitBytes;
            kestrel.Limits.MaxRequestBufferSize = 2 * HeaderLimitBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.Use(next => connection => gate.PassAsync(connection, next));
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => HandshakeAsync(certificate) });
            });
        });
        _services = builder.Services.BuildServiceProvider();
        _server = _services.GetRequiredService<IServer>();
    }

    /// <returns>Where it listens, e.g. <c>https://127.0.0.1:40123</c>.</returns>
    /// <exception cref="IOException">Another program listens on the port.</exception>
    public async Task<string> StartAsync(RequestDelegate handle, CancellationToken cancellationToken)
    {
        await _server.StartAsync(new Requests(handle), cancellationToken).ConfigureAwait(false);
        return _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(ShutdownTimeout);
        await _server.StopAsync(deadline.Token).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<SslServerAuthenticationOptions> HandshakeAsync(Task<SslStreamCertificateContext> certificate) =>
        new() { ServerCertificateContext = await certificate.ConfigureAwait(false) };

    private sealed class Requests(RequestDelegate handle) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handle(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
