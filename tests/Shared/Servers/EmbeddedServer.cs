using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.Testing;

internal sealed class EmbeddedServer : IApiServerUnderTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeops-planner-embedded-").FullName;
    private readonly DevApiServer _server;

    private EmbeddedServer(DevApiServer server)
    {
        _server = server;
        File.WriteAllText(KubeconfigPath, TestKubeconfig.Format(new Uri(server.Url), server.CaPem));
    }

    public ServerKind Kind => ServerKind.Embedded;

    public string KubeconfigPath => Path.Combine(_folder, "kubeconfig");

    public static async Task<EmbeddedServer> StartAsync()
    {
        var core = new ApiServerCore(
            new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        return new EmbeddedServer(await DevApiServer.StartAsync(DevApiServerOptions.For(core, enforcesRbac: true) with
        {
            Tokens = [.. TestUser.All.Select(user => new StaticToken(user.Token, user.Name, $"uid-of-{user.Token}", user.Groups))],
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
