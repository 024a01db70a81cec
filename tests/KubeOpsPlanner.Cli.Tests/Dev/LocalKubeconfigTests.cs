using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Tests.Dev;

public sealed class LocalKubeconfigTests
{
    [Fact]
    public async Task Every_user_has_a_context_and_the_first_is_the_current_one()
    {
        var folder = Directory.CreateTempSubdirectory("kubectl-planner-");
        var path = Path.Combine(folder.FullName, "kubeconfig");
        var users = new LocalUsers();
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), DateTimeOffset.UnixEpoch);
        await using var server = await DevApiServer.StartAsync(DevApiServerOptions.For(core));

        LocalKubeconfig.Write(path, server, users.People);
        var current = ClusterConnection.Load(path, null);
        var tokens = users.People.Select(user => ClusterConnection.Load(path, user.Context).Token).ToList();
        folder.Delete(recursive: true);

        Assert.Equal(server.Url, current.Server.ToString().TrimEnd('/'));
        Assert.Equal(users.Admin.Token, current.Token);
        Assert.Equal(users.People.Select(user => user.Token), tokens);
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
    }

    [Fact]
    public void Service_accounts_are_called_as_Kubernetes_calls_them() => Assert.Equal(
        ["system:serviceaccount:kubeops-planner-system:kubeops-planner", "system:serviceaccount:dynamo-system:dynamo-operator"],
        new LocalUsers().Components.Select(user => user.Name));
}
