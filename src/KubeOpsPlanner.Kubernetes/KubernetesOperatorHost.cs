using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Building;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Listening;
using KubeOpsPlanner.Kubernetes.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Every host offers the same two methods in this namespace, so that a program changes hosts by its reference alone.
namespace KubeOpsPlanner.Hosting;

/// <summary>The built-in host.</summary>
public static class KubernetesOperatorHost
{
    /// <exception cref="OperatorHostException">Raised when the program starts: no usable configuration, or a port is taken.</exception>
    public static IOperatorHostBuilder AddOperatorHost(this WebApplicationBuilder builder, Action<OperatorHostOptions> configure)
    {
        var options = new OperatorHostOptions();
        configure(options);
        var host = new KubernetesOperatorHostBuilder(builder.Services, options);
        AddCluster(host);
        host.Services.AddSingleton(new MetricsCollector(MeterNames.IsServed));
        HostServices.Add(host, provider => provider.GetRequiredService<KubernetesCluster>().Client);
        HostServices.AddServer(builder, host);
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
}
