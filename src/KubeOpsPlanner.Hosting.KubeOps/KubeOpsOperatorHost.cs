using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.LeaderElection;
using KubeOps.KubernetesClient;
using KubeOps.Operator;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.KubeOps.Building;
using KubeOpsPlanner.Hosting.KubeOps.Client;
using KubeOpsPlanner.Hosting.KubeOps.Controllers;
using KubeOpsPlanner.Hosting.KubeOps.Exposition;
using KubeOpsPlanner.Hosting.KubeOps.Webhooks;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Elections;
using KubeOpsPlanner.Kubernetes.Events;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Listening;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Kubernetes.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

// Every host offers the same two methods in this namespace, so that a program changes hosts by its reference alone.
namespace KubeOpsPlanner.Hosting;

/// <summary>The host on KubeOps, KubernetesClient and prometheus-net.</summary>
public static class KubeOpsOperatorHost
{
    private const string MeterPrefix = "KubeOpsPlanner";

    /// <exception cref="OperatorHostException">Raised when the program starts: no usable configuration, or a port is taken.</exception>
    public static IOperatorHostBuilder AddOperatorHost(this WebApplicationBuilder builder, Action<OperatorHostOptions> configure)
    {
        var options = new OperatorHostOptions();
        configure(options);
        var services = builder.Services;
        services.AddSingleton(options);

        // Before anything counts. KubeOps' own meter has the name of the operator.
        var bridge = new MeterBridge(meter => meter.StartsWith(MeterPrefix, StringComparison.Ordinal) || meter == options.Name);
        services.AddSingleton(_ => bridge);

        // KubeOps takes this one instead of its own when it finds it.
        services.AddSingleton(_ => ClientConfiguration.Load(options));
        var kubeOps = services.AddKubernetesOperator(settings => settings
            .WithName(options.Name)
            .WithLeaderElection(options.UsesLeaderElection ? LeaderElectionType.Scoped : LeaderElectionType.None)
            // Attaching and detaching write the whole object as our types read it, and lose what they do not know.
            .WithAutoAttachFinalizers(false)
            .WithAutoDetachFinalizers(false)
            .WithMetrics());
        var host = new KubeOpsOperatorHostBuilder(services, kubeOps, options);
        AddServices(host);
        AddElection(services, options);
        AddAdmission(host);
        AddServer(builder, host);
        return host;
    }

    /// <summary>Serves webhooks over HTTPS, and metrics and health over HTTP.</summary>
    public static WebApplication MapOperatorHost(this WebApplication app)
    {
        var status = app.Services.GetRequiredService<OperatorHostStatus>();
        var listeners = app.Services.GetRequiredService<Listeners>();

        // It changes paths, so routes are found after it.
        app.UseMiddleware<ReviewMiddleware>();
        app.UseRouting();
        HealthEndpoints.Map(app, status);
        app.MapMetrics(registry: app.Services.GetRequiredService<MeterBridge>().Registry);
        app.MapControllers();
        app.Lifetime.ApplicationStarted.Register(() => listeners.Report(status));
        return app;
    }

    private static void AddServices(KubeOpsOperatorHostBuilder host)
    {
        var options = host.Options;
        var services = host.Services;
        services.AddSingleton<ICollectionClient>(provider =>
            new CustomObjectClient(provider.GetRequiredService<IKubernetesClient>(), TimeProvider.System));
        services.AddSingleton<ICluster>(provider => new KubeOpsCluster(
            provider.GetRequiredService<IKubernetesClient>(), provider.GetRequiredService<ICollectionClient>()));
        services.AddSingleton(_ => new OperatorHostStatus(host.Stores.Gates));

        services.AddSingleton<IHostedService>(provider => new ReflectorService(host.Stores.Reflectors(
            provider.GetRequiredService<ICollectionClient>(), provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton(provider => new EventRecorder(
            provider.GetRequiredService<ICluster>(), options.Name, options.Identity, TimeProvider.System, Logger<EventRecorder>(provider)));
        services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddHostedService(provider => provider.GetRequiredService<EventRecorder>());
    }

    private static void AddElection(IServiceCollection services, OperatorHostOptions options)
    {
        services.AddSingleton<ILeadershipScope, OwnershipScope>();
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

    private static void AddAdmission(KubeOpsOperatorHostBuilder host)
    {
        var options = host.Options;
        var services = host.Services;
        services.TryAddSingleton(CertificateTimings.Default);
        services.AddSingleton(provider => new WebhookIdentityStore(
            provider.GetRequiredService<ICluster>(), new ObjectKey(options.Namespace, $"{options.Name}-webhook"),
            ServingNames.Of(options), provider.GetRequiredService<CertificateTimings>(), TimeProvider.System, Logger<WebhookIdentityStore>(provider)));
        services.AddSingleton<IHostedService>(provider => new WebhookRegistration(
            provider.GetRequiredService<ICluster>(), provider.GetRequiredService<WebhookIdentityStore>(),
            provider.GetRequiredService<OperatorHostStatus>(), options,
            provider.GetRequiredService<CertificateTimings>().Upkeep, host.Webhooks, TimeProvider.System,
            Logger<WebhookRegistration>(provider)));

        services.AddSingleton(provider => new ReviewJudge(TimeProvider.System, Logger<ReviewJudge>(provider)));
        services.AddSingleton(provider => new AdmissionEndpoint(
            host.Handlers.ToDictionary(
                pair => pair.Key,
                pair => (pair.Value.Webhook, (Func<IAdmissionHandler>)(() => (IAdmissionHandler)provider.GetRequiredService(pair.Value.Handler)))),
            () => provider.GetRequiredService<WebhookIdentityStore>().Current,
            provider.GetRequiredService<ReviewJudge>(),
            TimeProvider.System));
        services.AddSingleton<EntityRoutes>();
        services.AddSingleton<IReviewedVerdict>(provider =>
            new ReviewedVerdict(provider.GetRequiredService<ReviewJudge>(), TimeProvider.System));

        // The handler judges the raw JSON by the schema's rules: MVC's own rules about our types would only be in its way.
        services.AddControllers(mvc => mvc.ModelValidatorProviders.Clear()).AddApplicationPart(typeof(PoolPlanWebhook).Assembly);
        services.Configure<ApiBehaviorOptions>(api => api.SuppressModelStateInvalidFilter = true);
    }

    private static void AddServer(WebApplicationBuilder builder, KubeOpsOperatorHostBuilder host)
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
