using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;
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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Building;

/// <summary>What every host runs in the same way, however it reaches the API server.</summary>
internal static class HostServices
{
    /// <summary>In the order of starting; stopping runs the other way round.</summary>
    public static void Add(OperatorHostBuilder host, Func<IServiceProvider, ICollectionClient> client)
    {
        host.Services.AddSingleton(host.Options);
        host.Services.AddSingleton(_ => new OperatorHostStatus(host.Stores.Gates));
        host.Services.AddSingleton<IHostedService>(provider => new ReflectorService(
            host.Stores.Reflectors(client(provider), provider.GetRequiredService<ILoggerFactory>())));
        AddEvents(host);
        AddAdmission(host, client);
        AddElection(host);
    }

    public static void AddServer(WebApplicationBuilder builder, OperatorHostBuilder host)
    {
        var listeners = new Listeners(host.Options);
        builder.Services.AddSingleton(listeners);
        builder.Services.AddSingleton<IConnectionListenerFactory, PortNamingTransport>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => listeners.Configure(
            kestrel, () => kestrel.ApplicationServices.GetRequiredService<WebhookIdentityStore>().Current));
    }

    private static void AddEvents(OperatorHostBuilder host)
    {
        var options = host.Options;
        host.Services.AddSingleton(provider => new EventRecorder(
            provider.GetRequiredService<ICluster>(), options.Name, options.Identity, TimeProvider.System, Logger<EventRecorder>(provider)));
        host.Services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        host.Services.AddHostedService(provider => provider.GetRequiredService<EventRecorder>());
    }

    private static void AddAdmission(OperatorHostBuilder host, Func<IServiceProvider, ICollectionClient> client)
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
            provider.GetRequiredService<CertificateTimings>().Upkeep, host.Webhooks,
            api => new DeletionWatch(
                client(provider), api, options.Name, ReflectorTimings.Default, TimeProvider.System, Logger<DeletionWatch>(provider)),
            TimeProvider.System, Logger<WebhookRegistration>(provider)));
        services.AddSingleton(provider => new ReviewJudge(TimeProvider.System, Logger<ReviewJudge>(provider)));
        services.AddSingleton(provider => new AdmissionEndpoint(
            host.Handlers.ToDictionary(
                pair => pair.Key,
                pair => (pair.Value.Webhook, (Func<IAdmissionHandler>)(() => (IAdmissionHandler)provider.GetRequiredService(pair.Value.Handler)))),
            () => provider.GetRequiredService<WebhookIdentityStore>().Current,
            provider.GetRequiredService<ReviewJudge>(),
            TimeProvider.System));
    }

    private static void AddElection(OperatorHostBuilder host)
    {
        var options = host.Options;
        if (!options.UsesLeaderElection)
        {
            host.Services.AddSingleton<IOwnership, SoleOwner>();
            return;
        }

        host.Services.AddSingleton(provider => new LeaseElection(
            provider.GetRequiredService<ICluster>(), new ObjectKey(options.Namespace, options.Name), options.Identity,
            ElectionTimings.Default, TimeProvider.System, Logger<LeaseElection>(provider)));
        host.Services.AddSingleton<IOwnership>(provider => provider.GetRequiredService<LeaseElection>());
        host.Services.AddSingleton<IHostedService>(provider => new ElectionService(provider.GetRequiredService<LeaseElection>()));
    }

    private static ILogger Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger<T>();
}
