using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
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

/// <summary>The embedded API server on loopback, and beside it the built-in host with a webhook, as a program would run them.</summary>
internal sealed class LoopbackCluster : IAsyncDisposable
{
    // Exists in every cluster.
    private const string SystemNamespace = "kube-system";

    private readonly string _kubeconfig = Path.Combine(Path.GetTempPath(), $"kubeops-planner-bench-{Guid.NewGuid():N}");
    private WebApplication? _host;

    private LoopbackCluster(DevApiServer server) => Server = server;

    public DevApiServer Server { get; }

    public static async Task<LoopbackCluster> StartAsync(CancellationToken cancellationToken)
    {
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        var cluster = new LoopbackCluster(await DevApiServer.StartAsync(DevApiServerOptions.For(core), cancellationToken));
        cluster.Server.WriteKubeconfig(cluster._kubeconfig);
        return cluster;
    }

    /// <summary>Our definitions and Dynamo's.</summary>
    public static async Task DefineKindsAsync(ApiServerClient client, CancellationToken cancellationToken)
    {
        foreach (var definition in RepositoryFiles.ReadAll("crds", "*.yaml"))
        {
            await client.SendAsync(
                HttpMethod.Post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "application/yaml", definition, cancellationToken);
        }
    }

    /// <summary>The product under a host, ready to judge.</summary>
    public Task StartOperatorAsync(CancellationToken cancellationToken) => StartHostAsync(
        host => host.AddPlanner(new PlannerOptions { DomainClock = new ScaledTimeProvider(TimeProvider.System, 1) }), cancellationToken);

    /// <summary>Returns when the webhooks are served and registered.</summary>
    public async Task StartHostAsync(Action<IOperatorHostBuilder> add, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        add(builder.AddOperatorHost(options =>
        {
            options.KubeconfigPath = _kubeconfig;
            options.Namespace = SystemNamespace;
            options.ListenAddress = "127.0.0.1";
            options.WebhookHost = "127.0.0.1";
            options.WebhookPort = 0;
            options.MetricsPort = 0;
            options.UsesLeaderElection = false;
        }));
        _host = builder.Build();
        _host.MapOperatorHost();
        await _host.StartAsync(cancellationToken);
        await _host.Services.GetRequiredService<OperatorHostStatus>().Ready.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        await Server.DisposeAsync();
        File.Delete(_kubeconfig);
    }
}
