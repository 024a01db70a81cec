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
/// looks after them: certificates follow each other, a deleted configuration is restored. On shutdown they stay: with
/// nobody left to ask, what they guard is refused.
/// </summary>
internal sealed class WebhookRegistration(
    ICluster cluster,
    WebhookIdentityStore identities,
    OperatorHostStatus status,
    OperatorHostOptions options,
    TimeSpan upkeepPeriod,
    IReadOnlyCollection<AdmissionWebhook> webhooks,
    TimeProvider time,
    ILogger logger) : BackgroundService
{
    private static readonly ExponentialBackoff Retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (webhooks.Count == 0)
        {
            status.MarkRegistered();
            return;
        }

        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            var wait = upkeepPeriod;
            try
            {
                await RegisterAsync(stoppingToken);
                failures = 0;
            }
            catch (ClusterException error)
            {
                failures++;
                wait = Retries.After(failures);
                Report(error, failures);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private void Report(ClusterException error, int failures)
    {
        if (int.IsPow2(failures))
        {
            var remedy = error.IsNotFound ? $"; create namespace {options.Namespace} or name another one" : "";
            logger.LogWarning("Webhooks could not be registered: {Message}{Remedy}", error.Message, remedy);
        }
    }
}
