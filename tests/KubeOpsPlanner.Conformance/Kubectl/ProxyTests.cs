using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary><c>kubectl proxy</c>, through which people use curl, on both servers with every kubectl found here.</summary>
[Collection(nameof(RealConformanceCollection))]
public sealed partial class ProxyTests(ConformanceServers servers)
{
    [SkippableTheory]
    [InlineData(ServerKind.Embedded)]
    [InlineData(ServerKind.Real)]
    public async Task Objects_are_written_listed_and_watched_through_a_proxy(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        Skip.If(KubectlBuild.All.Count == 0, "needs kubectl: name one in KUBEOPSPLANNER_KUBECTL, or have it on PATH");
        using var admin = server.Connect();
        foreach (var build in KubectlBuild.All)
        {
            var path = $"/api/v1/namespaces/{await admin.CreateNamespaceAsync("proxy")}/configmaps";
            using var proxy = Start(build, server);
            try
            {
                using var http = new HttpClient { BaseAddress = await AddressAsync(proxy) };
                Assert.Equal("ok", await http.GetStringAsync("/healthz"));
                using var created = await http.PostAsJsonAsync(path, JsonNode.Parse("""{"metadata": {"name": "seen"}}"""));
                Assert.Equal(HttpStatusCode.Created, created.StatusCode);
                Assert.Contains("\"seen\"", await http.GetStringAsync($"{path}?fieldSelector=metadata.name=seen"));
                using var events = new StreamReader(await http.GetStreamAsync($"{path}?watch=1&fieldSelector=metadata.name=seen"));
                Assert.Contains("\"ADDED\"", await events.ReadLineAsync());
                Assert.Equal(HttpStatusCode.OK, (await http.DeleteAsync($"{path}/seen")).StatusCode);
                Assert.Contains("\"DELETED\"", await events.ReadLineAsync());
                Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{path}/seen")).StatusCode);
            }
            finally
            {
                proxy.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(KubectlBuild build, IApiServerUnderTest server) => Process.Start(
        new ProcessStartInfo(build.Path, ["proxy", "--port=0", $"--kubeconfig={server.KubeconfigPath}"]) { RedirectStandardOutput = true })!;

    private static async Task<Uri> AddressAsync(Process proxy)
    {
        var line = await proxy.StandardOutput.ReadLineAsync();
        Assert.Matches(Serving(), line);
        return new Uri($"http://{Serving().Match(line!).Groups[1].Value}/");
    }

    [GeneratedRegex(@"^Starting to serve on (127\.0\.0\.1:\d+)$")]
    private static partial Regex Serving();
}
