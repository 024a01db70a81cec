using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Dev.Faults;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.Cli.Tests.Dev.Faults;

/// <summary>The verb against the server that it is for.</summary>
public sealed class FaultVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubectl-planner-");
    private DevApiServer _server = null!;

    public async Task InitializeAsync()
    {
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core) with { Tokens = [new StaticToken("bob", "bob", "", ["team"])] });
        _server.WriteKubeconfig(Path.Combine(_folder.FullName, "kubeconfig"));
        KubeconfigFile.Write(
            Path.Combine(_folder.FullName, "bob"), KubeconfigFile.Format("bob", _server.Url, _server.CaPem, "bob"));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Faults_are_added_listed_and_removed()
    {
        Assert.Equal((0, "No faults.\n"), await RunAsync("list"));
        Assert.Equal(
            (0, "Fault storm is at work; end it with: kubectl planner dev fault remove storm\n"),
            await RunAsync("add conflict --name storm --verb update,patch --resource deployments.apps/scale -n inference --object chat --probability 0.5 --seed 7 --count 10 --for 1h"));
        Assert.Equal(0, (await RunAsync("add error --code 503")).Code);

        var (code, table) = await RunAsync("list");
        Assert.Equal(0, code);
        var lines = table.Split('\n');
        Assert.StartsWith("NAME      EFFECT        MATCHES", lines[0], StringComparison.Ordinal);
        Assert.Contains("update,patch deployments.apps/scale namespace=inference name=chat   0.5      0/10   Active", lines[1], StringComparison.Ordinal);
        Assert.Contains("error-1   error (503)   every request", lines[2], StringComparison.Ordinal);

        var json = JsonNode.Parse((await RunAsync("list -o json")).Text)!;
        Assert.Equal(["storm", "error-1"], json["items"]!.AsArray().Select(item => (string)item!["name"]!));
        Assert.Contains("effect: conflict", (await RunAsync("list -o yaml")).Text, StringComparison.Ordinal);

        Assert.Equal((0, "Fault storm is gone; hits: 0.\n"), await RunAsync("remove storm"));
        Assert.Equal((0, "Removed 1.\n"), await RunAsync("clear"));
        Assert.Equal((0, "There were no faults.\n"), await RunAsync("clear"));
    }

    [Fact]
    public async Task A_restart_without_memory_forgets()
    {
        Assert.Equal(0, (await RunAsync("restart --without-memory")).Code);
        Assert.Equal(2, (await RunAsync("restart --down 1h")).Code);
    }

    [Theory]
    [InlineData("remove none", 1, "error: the API server refused: there is no fault \"none\": there are none")]
    [InlineData("add conflict --probability 2", 2, "error: fault \"conflict-1\": probability 2 is not above 0 and at most 1: use for example 0.5")]
    [InlineData("add conflict --verb watch", 2, "error: fault \"conflict-1\": verb \"watch\" cannot meet conflict: use one of create, update, patch, delete, deletecollection")]
    [InlineData("add conflict --resource deployment", 2, "error: fault \"conflict-1\": resource \"deployment\" is not served: did you mean deployments.apps?")]
    [InlineData("add conflict --resource foos", 2, "resource \"foos\" is not served: use a name that \"kubectl api-resources -o name\" lists, or install its definition first")]
    [InlineData("add conflict --resource pods/states", 2, "resource \"pods\" has no subresource \"states\": use one of binding, eviction, status")]
    [InlineData("list --kubeconfig bob", 1, "faults are for members of system:masters")]
    public async Task What_the_server_refuses_is_told(string words, int code, string sentence)
    {
        var refused = await RunAsync(words);

        Assert.Equal(code, refused.Code);
        Assert.Contains(sentence, refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("given", "/home/me/config", "given")]
    [InlineData("given", null, "given")]
    [InlineData(null, "/home/me/config", null)]
    [InlineData(null, "", ".dev/kubeconfig")]
    [InlineData(null, null, ".dev/kubeconfig")]
    public void The_cluster_is_the_one_that_is_named_then_that_of_KUBECONFIG_then_the_local_one(string? given, string? variable, string? file) =>
        Assert.Equal(file, FaultClient.KubeconfigOf(given, variable)?.Replace('\\', '/'));

    /// <returns>The exit code, and what was printed to either stream.</returns>
    private async Task<(int Code, string Text)> RunAsync(string words)
    {
        using var output = new StringWriter();
        var split = words.Split(' ').ToList();
        var given = split.IndexOf("--kubeconfig");
        if (given >= 0)
            split[given + 1] = Path.Combine(_folder.FullName, split[given + 1]);
        else
            split.AddRange(["--kubeconfig", Path.Combine(_folder.FullName, "kubeconfig")]);
        var code = await CommandLine.RunAsync(["dev", "fault", .. split], output, output);
        return (code, output.ToString());
    }
}
