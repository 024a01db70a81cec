using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Operator;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.EndToEnd.Operators;

/// <summary>The whole operator as it ships, on its normal host, under its own account; HTTPS webhooks on a free port.</summary>
internal sealed class RunningOperator : IAsyncDisposable
{
    public const string Configurations = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    private const string MutatingConfigurations = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

    /// <summary>Of both webhook configurations.</summary>
    public const string Name = "kubeops-planner";

    private const string Loopback = "127.0.0.1";

    private readonly IApiServerUnderTest _server;
    private readonly WebApplication _app;

    private RunningOperator(IApiServerUnderTest server, WebApplication app)
    {
        _server = server;
        _app = app;
        Status = app.Services.GetRequiredService<OperatorHostStatus>();
    }

    public OperatorHostStatus Status { get; }

    /// <summary>Where <c>/readyz</c> and <c>/metrics</c> are.</summary>
    public Uri Address => new($"http://127.0.0.1:{Status.MetricsPort}/");

    /// <param name="clock">Domain time; null is real time.</param>
    /// <param name="certificates">Null takes the product's own.</param>
    /// <returns>Ready: stores synced, webhooks registered.</returns>
    public static async Task<RunningOperator> StartAsync(
        IApiServerUnderTest server, ScaledTimeProvider? clock = null, CertificateTimings? certificates = null)
    {
        var started = await StartUnreadyAsync(server, clock, certificates);
        await started.Status.Ready.InTime();
        return started;
    }

    /// <returns>As soon as its ports are open.</returns>
    public static async Task<RunningOperator> StartUnreadyAsync(
        IApiServerUnderTest server, ScaledTimeProvider? clock = null, CertificateTimings? certificates = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(certificates ?? CertificateTimings.Default);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.AddOperatorHost(host =>
        {
            host.KubeconfigPath = server.KubeconfigPath;
            host.KubeconfigContext = TestUser.Operator.Name;
            host.ListenAddress = ExternalServer.CallbackHost == Loopback ? Loopback : "0.0.0.0";
            host.WebhookHost = ExternalServer.CallbackHost;
            host.WebhookPort = 0;
            host.MetricsPort = 0;
        }).AddPlanner(new PlannerOptions
        {
            OperatorPrincipal = TestUser.Operator.Name,
            AllowsLoopbackMetrics = true,
            DomainClock = clock ?? new ScaledTimeProvider(TimeProvider.System, 1),
        });
        var app = builder.Build().MapOperatorHost().MapPlanner();
        await app.StartAsync();
        var started = new RunningOperator(server, app);
        await started.Status.Listening.InTime();
        return started;
    }

    /// <summary>Ends it and leaves its webhook configurations behind, as a program that is restarted does.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Ends it and takes its webhook configurations away, so that writes of other tests do not fail for want of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        using var admin = new Caller(_server);
        await admin.DeleteAsync($"{Configurations}/{Name}");
        await admin.DeleteAsync($"{MutatingConfigurations}/{Name}");
        var probe = GraphManifests.Graph(GraphManifests.V1Beta1, "probe", 1, 1);
        const string Graphs = "/apis/nvidia.com/v1beta1/namespaces/default/dynamographdeployments";
        await Eventually.True(
            async () => (await admin.PostAsync(Graphs, probe)).Code != 500 && (await admin.MergeAsync($"{Graphs}/probe", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")).Code != 500,
            "the API server forgets the webhooks of an operator that is gone");
        await admin.DeleteAsync($"{Graphs}/probe");
    }
}
