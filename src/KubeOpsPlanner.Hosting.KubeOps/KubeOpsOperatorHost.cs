using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.LeaderElection;
using KubeOps.KubernetesClient;
using KubeOps.Operator;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.KubeOps.Building;
using KubeOpsPlanner.Hosting.KubeOps.Client;
using KubeOpsPlanner.Hosting.KubeOps.Controllers;
using KubeOpsPlanner.Hosting.KubeOps.Exposition;
using KubeOpsPlanner.Hosting.KubeOps.Webhooks;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Building;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Prometheus;

// Every host offers the same two methods in this namespace, so that a program changes hosts by its reference alone.
namespace KubeOpsPlanner.Hosting;

/// <summary>The host on KubeOps, KubernetesClient and prometheus-net.</summary>
public static class KubeOpsOperatorHost
{
    /// <exception cref="OperatorHostException">Raised when the program starts: no usable configuration, or a port is taken.</exception>
    public static IOperatorHostBuilder AddOperatorHost(this WebApplicationBuilder builder, Action<OperatorHostOptions> configure)
    {
        var options = new OperatorHostOptions();
        configure(options);
        var services = builder.Services;

        // Before anything counts. KubeOps' own meter has the name of the operator.
        var bridge = new MeterBridge(meter => MeterNames.IsServed(meter) || meter == options.Name);
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
        AddCluster(services);
        HostServices.Add(host, provider => provider.GetRequiredService<ICollectionClient>());
        services.AddSingleton<ILeadershipScope, OwnershipScope>();
        AddWebhooks(services);
        HostServices.AddServer(builder, host);
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

    private static void AddCluster(IServiceCollection services)
    {
        services.AddSingleton<ICollectionClient>(provider =>
            new CustomObjectClient(provider.GetRequiredService<IKubernetesClient>(), TimeProvider.System));
        services.AddSingleton<ICluster>(provider => new KubeOpsCluster(
            provider.GetRequiredService<IKubernetesClient>(), provider.GetRequiredService<ICollectionClient>()));
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<EntityRoutes>();
        services.AddSingleton<IReviewedVerdict>(provider =>
            new ReviewedVerdict(provider.GetRequiredService<ReviewJudge>(), TimeProvider.System));

        // The handler judges the raw JSON by the schema's rules: MVC's own rules about our types would only be in its way.
        services.AddControllers(mvc => mvc.ModelValidatorProviders.Clear()).AddApplicationPart(typeof(PoolPlanWebhook).Assembly);
        services.Configure<ApiBehaviorOptions>(api => api.SuppressModelStateInvalidFilter = true);
    }
}
