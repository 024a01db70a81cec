using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Elections;
using KubeOpsPlanner.Kubernetes.Events;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Listening;
using KubeOpsPlanner.Kubernetes.Metrics;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Kubernetes.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Every host offers the same two methods in this namespace, so that a program changes hosts by its reference alone.
namespace KubeOpsPlanner.Hosting;

/// <summary>The built-in host.</summary>
public static class KubernetesOperatorHost
{
    private const string MeterPrefix = "KubeOpsPlanner";

    /// <exception cref="OperatorHostException">Raised when the program starts: no usable configuration, or a port is taken.</exception>
    public static IOperatorHostBuilder AddOperatorHost(this WebApplicationBuilder builder, Action<OperatorHostOptions> configure)
    {
        var options = new OperatorHostOptions();
        configure(options);
        var host = new KubernetesOperatorHostBuilder(builder.Services, options);
        AddCluster(host);
        AddServices(host);
        AddServer(builder, host);
        return host;
    }

    /// <summary>Serves webhooks over HTTPS, and metrics and health over HTTP.</summary>
    public static WebApplication MapOperatorHost(this WebApplication app)
    {
        var status = app.Services.GetRequiredService<OperatorHostStatus>();
        var admission = app.Services.GetRequiredService<AdmissionEndpoint>();
        var metrics = app.Services.GetRequiredService<MetricsCollector>();
        var listeners = app.Services.GetRequiredService<Listeners>();

        HealthEndpoints.Map(app, status);
        app.MapGet("/metrics", () => Results.Text(metrics.Scrape(), PrometheusText.ContentType));
        app.MapPost("/{segment}/{**path}", (HttpContext context, string segment, string path) =>
            admission.HandleAsync(context, segment, "/" + path));
        app.Lifetime.ApplicationStarted.Register(() => listeners.Report(status));
        return app;
    }

    private static void AddCluster(KubernetesOperatorHostBuilder host)
    {
        var options = host.Options;
        host.Services.AddSingleton(_ => KubernetesCluster.Connect(
            ClusterConnection.Load(options.KubeconfigPath, options.KubeconfigContext)));
        host.Services.AddSingleton<ICluster>(provider => provider.GetRequiredService<KubernetesCluster>());
    }

    /// <summary>In the order of starting; stopping runs the other way round.</summary>
    private static void AddServices(KubernetesOperatorHostBuilder host)
    {
        var options = host.Options;
        var services = host.Services;
        services.AddSingleton(options);
        services.AddSingleton(new MetricsCollector(MeterPrefix));
        services.AddSingleton(_ => new OperatorHostStatus(host.Stores.Gates));

        services.AddSingleton<IHostedService>(provider => new ReflectorService(host.Stores.Reflectors(
            provider.GetRequiredService<KubernetesCluster>().Client, provider.GetRequiredService<ILoggerFactory>())));

        services.AddSingleton(provider => new EventRecorder(
            provider.GetRequiredService<ICluster>(), options.Name, options.Identity, TimeProvider.System, Logger<EventRecorder>(provider)));
        services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddHostedService(provider => provider.GetRequiredService<EventRecorder>());

        services.TryAddSingleton(CertificateTimings.Default);
        services.AddSingleton(provider => new WebhookIdentityStore(
            provider.GetRequiredService<ICluster>(), new ObjectKey(options.Namespace, $"{options.Name}-webhook"),
            ServingNames.Of(options), provider.GetRequiredService<CertificateTimings>(), TimeProvider.System, Logger<WebhookIdentityStore>(provider)));
        services.AddSingleton<IHostedService>(provider => new WebhookRegistration(
            provider.GetRequiredService<ICluster>(), provider.GetRequiredService<WebhookIdentityStore>(),
            provider.GetRequiredService<OperatorHostStatus>(), options,
            provider.GetRequiredService<CertificateTimings>().Upkeep, host.Webhooks, TimeProvider.System,
            Logger<WebhookRegistration>(provider)));
        services.AddSingleton(provider => new AdmissionEndpoint(
            host.Handlers.ToDictionary(
                pair => pair.Key,
                pair => (pair.Value.Webhook, (Func<IAdmissionHandler>)(() => (IAdmissionHandler)provider.GetRequiredService(pair.Value.Handler)))),
            () => provider.GetRequiredService<WebhookIdentityStore>().Current,
            new ReviewJudge(TimeProvider.System, Logger<ReviewJudge>(provider)),
            TimeProvider.System));

        AddElection(services, options);
    }

    private static void AddElection(IServiceCollection services, OperatorHostOptions options)
    {
        if (!options.UsesLeaderElection)
        {
            services.AddSingleton<IOwnership, SoleOwner>();
            return;
        }

        services.AddSingleton(provider => new LeaseElection(
            provider.GetRequiredService<ICluster>(), new ObjectKey(options.Namespace, options.Name), options.Identity,
            ElectionTimings.Default, TimeProvider.System, Logger<LeaseElection>(provider)));
        services.AddSingleton<IOwnership>(provider => provider.GetRequiredService<LeaseElection>());
        services.AddSingleton<IHostedService>(provider => new ElectionService(provider.GetRequiredService<LeaseElection>()));
    }

    private static void AddServer(WebApplicationBuilder builder, KubernetesOperatorHostBuilder host)
    {
        var listeners = new Listeners(host.Options);
        builder.Services.AddSingleton(listeners);
        builder.Services.AddSingleton<IConnectionListenerFactory, PortNamingTransport>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => listeners.Configure(
            kestrel, () => kestrel.ApplicationServices.GetRequiredService<WebhookIdentityStore>().Current));
    }

    private static ILogger Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger<T>();
}
