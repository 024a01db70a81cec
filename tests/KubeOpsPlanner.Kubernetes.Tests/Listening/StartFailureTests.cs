using System.Net;
using System.Net.Sockets;
using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Tests.Listening;

public sealed class StartFailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("start-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "--webhook-port")]
    [InlineData(false, "--metrics-port")]
    public async Task A_taken_port_is_named_with_the_flag_that_changes_it(bool isWebhook, string flag)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<OperatorHostException>(() => StartAsync(options =>
        {
            options.WebhookPort = isWebhook ? port : 0;
            options.MetricsPort = isWebhook ? 0 : port;
        }));

        Assert.Equal($"Port {port} on 127.0.0.1 is taken by another program: choose another one with {flag}.", error.Message);
    }

    [Fact]
    public async Task A_listen_address_that_is_none_is_refused()
    {
        var error = await Assert.ThrowsAsync<OperatorHostException>(() => StartAsync(options => options.ListenAddress = "localhost"));

        Assert.Contains("\"localhost\" is not an IP address", error.Message);
    }

    [Fact]
    public async Task A_missing_kubeconfig_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<OperatorHostException>(() => StartAsync(options => options.KubeconfigPath = "/no/such/file"));

        Assert.StartsWith("The kubeconfig /no/such/file does not exist", error.Message);
    }

    private async Task StartAsync(Action<OperatorHostOptions> change)
    {
        var kubeconfig = Path.Combine(_folder, "config");
        await File.WriteAllTextAsync(
            kubeconfig,
            "{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddOperatorHost(options =>
        {
            options.KubeconfigPath = kubeconfig;
            options.ListenAddress = "127.0.0.1";
            options.WebhookPort = 0;
            options.MetricsPort = 0;
            change(options);
        });
        await using var app = builder.Build();
        app.MapOperatorHost();
        await app.StartAsync();
    }
}
