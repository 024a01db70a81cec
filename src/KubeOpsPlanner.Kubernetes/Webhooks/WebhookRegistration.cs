using System.Threading.Channels;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Queueing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Webhooks;

/// <summary>
/// Loads the serving certificate while the ports open, registers the webhooks once both are there, and from then on
/// looks after them: certificates follow each other, a deleted configuration is restored at once. On shutdown they stay:
/// with nobody left to ask, what they guard is refused.
/// </summary>
internal sealed class WebhookRegistration(
    ICluster cluster,
    WebhookIdentityStore identities,
    OperatorHostStatus status,
    OperatorHostOptions options,
    TimeSpan upkeepPeriod,
    IReadOnlyCollection<AdmissionWebhook> webhooks,
    Func<ApiResource, DeletionWatch> watchOver,
    TimeProvider time,
    ILogger logger) : BackgroundService
{
    // That something is gone is said once, however often it is seen.
    private readonly Channel<ApiResource> _gone =
        Channel.CreateBounded<ApiResource>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private static readonly ExponentialBackoff Retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (webhooks.Count == 0)
        {
            status.MarkRegistered();
            return;
        }

        await Task.WhenAll([RegisterForEverAsync(stoppingToken), .. WebhookConfigurations.Kinds(webhooks).Select(api => WatchAsync(api, stoppingToken))]);
    }

    private async Task WatchAsync(ApiResource api, CancellationToken stopping)
    {
        // Before, there is nothing that could be deleted.
        await status.Registered.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await watchOver(api).RunAsync(() => _gone.Writer.TryWrite(api), stopping);
    }

    /// <summary>Until it is time to look again, or something is gone.</summary>
    private async Task RestAsync(TimeSpan wait, CancellationToken stopping)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(Task.Delay(wait, time, rest.Token), _gone.Reader.WaitToReadAsync(rest.Token).AsTask());
        await rest.CancelAsync();
        _gone.Reader.TryRead(out _);
    }

    private async Task RegisterForEverAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            var wait = upkeepPeriod;
            try
            {
                await RegisterAsync(stoppingToken);
                failures = 0;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: nobody else puts the configurations right, or renews the certificate before it ends.
                failures++;
                wait = Retries.After(failures);
                Report(error, failures);
            }

            await RestAsync(wait, stoppingToken);
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var identity = await identities.LoadAsync(cancellationToken);
        await status.Listening.WaitAsync(cancellationToken);
        var address = WebhookAddress.Of(options, status.WebhookPort);
        foreach (var (api, body) in WebhookConfigurations.Build(options.Name, webhooks, address, identity))
        {
            var patch = new ClusterPatch(PatchKind.Apply, body, FieldManager: options.Name, Force: true);
            await cluster.PatchAsync(api, ObjectKey.Cluster(options.Name), patch, cancellationToken);
        }

        identities.MarkRegistered(identity);
        if (status.MarkRegistered())
        {
            logger.LogInformation("Webhooks are registered under {Name}", options.Name);
        }
    }

    private void Report(Exception error, int failures)
    {
        if (int.IsPow2(failures))
        {
            var remedy = error is ClusterException { IsNotFound: true } ? $"; create namespace {options.Namespace} or name another one" : "";
            logger.LogWarning("Webhooks could not be registered: {Message}{Remedy}", error.Message, remedy);
        }
    }
}
