using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.DevCluster.Webhooks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>A Kubernetes API server over HTTPS on the loopback interface, in front of an in-memory core.</summary>
public sealed class DevApiServer : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AnswerFirst = TimeSpan.FromMilliseconds(100);

    private readonly HttpsListener _listener;
    private readonly ServerCertificates _certificates;
    private readonly ServiceAccountTokens _minted;
    private readonly WebhookClient _webhooks;
    private readonly PodConnections _connections;
    private readonly ConnectionGate _gate;
    private readonly SemaphoreSlim _restarting = new(1);
    private DevApiServerOptions _options;
    private CancellationTokenSource _stopping = new();
    private volatile Task<RequestPipeline> _pipeline = null!;
    private ITimer? _ticks;

    private DevApiServer(
        DevApiServerOptions options, HttpsListener listener, ConnectionGate gate, ServerCertificates certificates, string adminToken)
    {
        _options = options;
        _listener = listener;
        _gate = gate;
        _certificates = certificates;
        _minted = new ServiceAccountTokens();
        _webhooks = new WebhookClient(options.Services);
        _connections = new PodConnections((request, now) => _options.Handle(request, now), options.Runtime);
        AdminToken = adminToken;
        Faults = new FaultInjector(options.Time);
    }

    /// <summary>E.g. <c>https://127.0.0.1:40123</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The authority that signed the serving certificate.</summary>
    public string CaPem => _certificates.CaPem;

    /// <summary>A bearer token of <c>system:masters</c>.</summary>
    public string AdminToken { get; }

    /// <summary>What befalls clients' requests; <c>/debug/faults</c> is the same from outside.</summary>
    public FaultInjector Faults { get; }

    private TimeProvider Time => _options.Time;

    /// <summary>
    /// Begins what every start in this process needs and no option changes. Whoever wants a short start calls it first and makes
    /// the core meanwhile; <see cref="StartAsync"/> does it otherwise.
    /// </summary>
    public static void Prepare() => _ = ServerCertificates.PrepareAsync();

    /// <exception cref="PortTakenException">Another program listens on the port.</exception>
    public static async Task<DevApiServer> StartAsync(DevApiServerOptions options, CancellationToken cancellationToken = default)
    {
        // Both take their time; neither needs the other until connections come.
        var signing = Task.Run(() => ServerCertificates.Create(options.Time.GetUtcNow()), cancellationToken);
        var gate = new ConnectionGate();
        var listener = new HttpsListener(options.Port, ServingAsync(signing), gate);
        var adminToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var server = new DevApiServer(options, listener, gate, await signing.ConfigureAwait(false), adminToken);
        try
        {
            // The store is filled while Kestrel begins to listen; whoever comes that early waits for it.
            server._pipeline = Task.Run(server.CreatePipeline, cancellationToken);
            server.Url = await listener.StartAsync(server.HandleAsync, cancellationToken).ConfigureAwait(false);
            await server._pipeline.ConfigureAwait(false);
            server._ticks = options.Time.CreateTimer(
                _ => server._options.Tick(server.Time.GetUtcNow()), null, TickInterval, TickInterval);
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

    /// <summary>Adds a fault, as of what is stored now.</summary>
    /// <exception cref="FaultRuleException">The rule makes no sense, or its name is that of one that is at work.</exception>
    public void AddFault(FaultRule rule) => Faults.Add(rule, NewestVersion(), Time.GetUtcNow());

    /// <summary>Returns when it takes connections again. Requests under way are lost; rules, certificate and tokens stay.</summary>
    /// <exception cref="InvalidOperationException">It is to forget, and was not told how (<see cref="DevApiServerOptions.Empty"/>).</exception>
    public async Task RestartAsync(RestartOrder order, CancellationToken cancellationToken = default)
    {
        if (!order.KeepsMemory && _options.Empty is null)
            throw new InvalidOperationException("This server cannot restart without memory: its options do not say how an empty core is made.");
        await _restarting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _gate.Close();
            await _stopping.CancelAsync().ConfigureAwait(false);
            await Task.Delay(order.DownFor, Time, cancellationToken).ConfigureAwait(false);
            if (!order.KeepsMemory)
                _options = _options.Serving(_options.Empty!(Time.GetUtcNow()));
            _stopping = new CancellationTokenSource();
            _pipeline = Task.FromResult(CreatePipeline());
        }
        finally
        {
            _gate.Open();
            _restarting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ticks is not null)
            await _ticks.DisposeAsync().ConfigureAwait(false);
        // Watches end at once; without this they would hold the shutdown until its timeout.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        _webhooks.Dispose();
        _connections.Dispose();
        _minted.Dispose();
        await _certificates.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        _restarting.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var pipeline = await _pipeline.ConfigureAwait(false);
        await pipeline.HandleAsync(context).ConfigureAwait(false);
    }

    private RequestPipeline CreatePipeline()
    {
        var options = _options;
        var seeder = new Seeder(options.Handle, options.Seed, CaPem);
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
            Faults,
            new FaultEndpoint(Faults, options.Registry, NewestVersion, RestartSoon),
            options.Time,
            options.OnFailure,
            _stopping.Token);
    }

    private long NewestVersion() => long.Parse(
        ObjectReader.Read(_options.Handle, "/api/v1/namespaces", Time.GetUtcNow()).Text("metadata", "resourceVersion"), CultureInfo.InvariantCulture);

    /// <summary>Whoever asked for it hears first that it will happen.</summary>
    private void RestartSoon(RestartOrder order) => _ = Task.Run(async () =>
    {
        try
        {
            await Task.Delay(AnswerFirst, Time).ConfigureAwait(false);
            await RestartAsync(order).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _options.OnFailure(exception);
        }
    });

    private static async Task<SslStreamCertificateContext> ServingAsync(Task<ServerCertificates> signing)
    {
        var certificates = await signing.ConfigureAwait(false);
        return await certificates.Serving.ConfigureAwait(false);
    }
}
