using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.Testing;

internal sealed class EmbeddedServer : IApiServerUnderTest, ICompactableServer
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeops-planner-embedded-").FullName;

    private EmbeddedServer(DevApiServer server, ApiServerCore core)
    {
        Server = server;
        Core = core;
        File.WriteAllText(KubeconfigPath, TestKubeconfig.Format(new Uri(server.Url), server.CaPem));
    }

    public DevApiServer Server { get; }

    /// <summary>The one that it started with; a restart without memory leaves it behind.</summary>
    public ApiServerCore Core { get; }

    public ServerKind Kind => ServerKind.Embedded;

    public string KubeconfigPath => Path.Combine(_folder, "kubeconfig");

    public static async Task<EmbeddedServer> StartAsync()
    {
        var core = new ApiServerCore(
            new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        var server = await DevApiServer.StartAsync(DevApiServerOptions.For(core, enforcesRbac: true) with
        {
            Tokens = [.. TestUser.All.Select(user => new StaticToken(user.Token, user.Name, $"uid-of-{user.Token}", user.Groups))],
        });
        return new EmbeddedServer(server, core);
    }

    public Task CompactAsync()
    {
        Core.CompactHistory();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
