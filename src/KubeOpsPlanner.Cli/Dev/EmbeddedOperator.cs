using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Operator;
using KubeOpsPlanner.Operator.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>The operator as it ships, on its normal host, in this process.</summary>
internal sealed class EmbeddedOperator : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly OperatorHostStatus _status;

    private EmbeddedOperator(WebApplication app)
    {
        _app = app;
        _status = app.Services.GetRequiredService<OperatorHostStatus>();
    }

    public Uri Metrics => new($"http://{Loopback}:{_status.MetricsPort}/metrics");

    /// <summary>Returns when the stores have synced and the webhooks are registered.</summary>
    /// <exception cref="OperatorHostException">It cannot start, or is not ready in time.</exception>
    public static async Task<EmbeddedOperator> StartAsync(
        string kubeconfig, LocalUser user, PlannerOptions options, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        var app = Build(kubeconfig, user, options, logging);
        var started = new EmbeddedOperator(app);
        try
        {
            await app.StartAsync(cancellationToken);
            await started.BecomeReadyAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _status.Ready.WaitAsync(ReadyWithin, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new OperatorHostException(
                $"The operator is not ready after {ReadyWithin.TotalSeconds:0} s ({string.Join(", ", _status.Missing)}): "
                + "run again with --verbose to see why.",
                error);
        }
    }

    private static WebApplication Build(string kubeconfig, LocalUser user, PlannerOptions options, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateSlimBuilder();
        logging(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.AddOperatorHost(host =>
        {
            host.KubeconfigPath = kubeconfig;
            host.KubeconfigContext = user.Context;
            host.ListenAddress = Loopback;
            host.WebhookHost = Loopback;
            host.WebhookPort = 0;
            host.MetricsPort = 0;
        }).AddPlanner(options);
        return builder.Build().MapOperatorHost().MapPlanner();
    }
}
