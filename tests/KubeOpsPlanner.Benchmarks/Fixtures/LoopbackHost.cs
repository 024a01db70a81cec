using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Operator;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>The built-in host on loopback, with whatever it shall run.</summary>
internal static class LoopbackHost
{
    // Exists in every cluster.
    private const string SystemNamespace = "kube-system";

    /// <summary>Returns when the webhooks are served and registered.</summary>
    public static async Task<WebApplication> StartAsync(
        string kubeconfig, Action<IOperatorHostBuilder> add, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        add(builder.AddOperatorHost(options =>
        {
            options.KubeconfigPath = kubeconfig;
            options.Namespace = SystemNamespace;
            options.ListenAddress = "127.0.0.1";
            options.WebhookHost = "127.0.0.1";
            options.WebhookPort = 0;
            options.MetricsPort = 0;
            options.UsesLeaderElection = false;
        }));
        var app = builder.Build();
        app.MapOperatorHost();
        await app.StartAsync(cancellationToken);
        await app.Services.GetRequiredService<OperatorHostStatus>().Ready.WaitAsync(cancellationToken);
        return app;
    }

    /// <summary>The product.</summary>
    public static void AddOperator(IOperatorHostBuilder host) =>
        host.AddPlanner(new PlannerOptions { DomainClock = new ScaledTimeProvider(TimeProvider.System, 1) });
}
