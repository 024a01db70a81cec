using System.Net;
using System.Security.Cryptography;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.DevCluster.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>A Kubernetes API server over HTTPS on the loopback interface, in front of an in-memory core.</summary>
public sealed class DevApiServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;
    private readonly ServerCertificates _certificates;
    private readonly ServiceAccountTokens _minted;
    private readonly WebhookClient _webhooks;
    private readonly PodConnections _connections;
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _ticks;

    private DevApiServer(
        WebApplication application, ServerCertificates certificates, ServiceAccountTokens minted, WebhookClient webhooks,
        PodConnections connections, string adminToken)
    {
        _application = application;
        _certificates = certificates;
        _minted = minted;
        _webhooks = webhooks;
        _connections = connections;
        AdminToken = adminToken;
    }

    /// <summary>E.g. <c>https://127.0.0.1:40123</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The authority that signed the serving certificate.</summary>
    public string CaPem => _certificates.CaPem;

    /// <summary>A bearer token of <c>system:masters</c>.</summary>
    public string AdminToken { get; }

    /// <exception cref="PortTakenException">Another program listens on the port.</exception>
    public static async Task<DevApiServer> StartAsync(DevApiServerOptions options, CancellationToken cancellationToken = default)
    {
        var certificates = ServerCertificates.Create(options.Time.GetUtcNow());
        var minted = new ServiceAccountTokens();
        var webhooks = new WebhookClient(options.Services);
        var application = BuildApplication(options.Port, certificates);
        var adminToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var connections = new PodConnections(options.Handle, options.Runtime);
        var server = new DevApiServer(application, certificates, minted, webhooks, connections, adminToken);
        try
        {
            application.Run(server.CreatePipeline(options).HandleAsync);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            server.Url = application.Urls.Single();
            server._ticks = options.Time.CreateTimer(
                _ => options.Tick(options.Time.GetUtcNow()), null, TickInterval, TickInterval);
            return server;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new PortTakenException(options.Port, options.PortFlag, exception);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>For kubectl and other clients, as administrator.</summary>
    public void WriteKubeconfig(string path) =>
        KubeconfigFile.Write(path, KubeconfigFile.Format("kubeopsplanner-dev", Url, CaPem, AdminToken));

    public async ValueTask DisposeAsync()
    {
        if (_ticks is not null)
            await _ticks.DisposeAsync().ConfigureAwait(false);
        // Watches end at once; without this they would hold the shutdown until its timeout.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _webhooks.Dispose();
        _connections.Dispose();
        _minted.Dispose();
        _certificates.Dispose();
        _stopping.Dispose();
    }

    private RequestPipeline CreatePipeline(DevApiServerOptions options)
    {
        var seeder = new Seeder(options.Handle, CaPem);
        seeder.Seed(options.Authorizer.InitialObjects, options.Time.GetUtcNow());
        var admin = new StaticToken(AdminToken, "kubernetes-admin", "", [WellKnownUsers.Masters]);
        var authenticator = new Authenticator([admin, .. options.Tokens], _minted, options.Handle);
        return new RequestPipeline(
            seeder.Handle,
            options.Registry,
            new Documents(options.Registry, () => new Uri(Url).Authority),
            authenticator,
            new Impersonation(options.Authorizer),
            options.Authorizer,
            new Reviews(authenticator, options.Authorizer, new TokenRequests(_minted, options.Handle)),
            new AdmissionLoop(_webhooks, options.Time),
            _connections,
            options.Time,
            options.OnFailure,
            _stopping.Token);
    }

    private static WebApplication BuildApplication(int port, ServerCertificates certificates)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The pipeline enforces its own limit, to answer in Kubernetes' words.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificates.Serving);
            });
        });
        return builder.Build();
    }
}
