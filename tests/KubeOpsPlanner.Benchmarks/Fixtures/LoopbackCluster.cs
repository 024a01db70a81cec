using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.AspNetCore.Builder;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>The embedded API server on loopback, and beside it the built-in host with a webhook, as a program would run them.</summary>
internal sealed class LoopbackCluster : IAsyncDisposable
{
    private WebApplication? _host;

    private LoopbackCluster(DevApiServer server) => Server = server;

    public DevApiServer Server { get; }

    /// <summary>A file of the administrator's.</summary>
    public string Kubeconfig { get; } = Path.Combine(Path.GetTempPath(), $"kubeops-planner-bench-{Guid.NewGuid():N}");

    public static async Task<LoopbackCluster> StartAsync(CancellationToken cancellationToken)
    {
        DevApiServer.Prepare();
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        var cluster = new LoopbackCluster(await DevApiServer.StartAsync(DevApiServerOptions.For(core), cancellationToken));
        cluster.Server.WriteKubeconfig(cluster.Kubeconfig);
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
    public Task StartOperatorAsync(CancellationToken cancellationToken) => StartHostAsync(LoopbackHost.AddOperator, cancellationToken);

    /// <summary>Returns when the webhooks are served and registered.</summary>
    public async Task StartHostAsync(Action<IOperatorHostBuilder> add, CancellationToken cancellationToken)
    {
        _host = await LoopbackHost.StartAsync(Kubeconfig, add, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        await Server.DisposeAsync();
        File.Delete(Kubeconfig);
    }
}
