using System.Net;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.BadInput;

/// <summary>A server of its own, because it must lack what all others have.</summary>
public sealed class MissingDefinitionsTests
{
    [Fact]
    public async Task Without_definitions_the_operator_runs_says_what_it_lacks_and_is_ready_once_they_are_there()
    {
        await using var server = await EmbeddedServer.StartAsync();
        var running = await RunningOperator.StartUnreadyAsync(server);
        using var http = new HttpClient { BaseAddress = running.Address };

        using var unready = await http.GetAsync(new Uri("readyz", UriKind.Relative));
        var missing = await unready.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        foreach (var kind in new[] { "globalbudgets", "poolplans", "budgetledgers", "dynamographdeployments", "dynamographdeploymentscalingadapters" })
        {
            Assert.Contains(kind, missing, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal("ok\n", await http.GetStringAsync(new Uri("healthz", UriKind.Relative)));

        await Furnishing.InstallAsync(server);
        await running.Status.Ready.InTime();
        await running.DisposeAsync();
    }
}
