using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Queueing;
using KubeOpsPlanner.Kubernetes.Watching;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Webhooks;

/// <summary>
/// Notices at once that one cluster-wide object was deleted, or may have been while nobody looked: whenever a watch opens.
/// Changes do not count: replicas of two versions that each put their own back at once would do so for ever.
/// </summary>
internal sealed class DeletionWatch(
    ICollectionClient client, ApiResource api, string name, ReflectorTimings timings, TimeProvider time, ILogger logger)
{
    // A watch that lasted so long was no failure.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    private readonly ExponentialBackoff _backoff = new(timings.FirstRetry, timings.MaxRetry);

    /// <param name="onGone">Called each time, never twice at once.</param>
    public async Task RunAsync(Action onGone, CancellationToken stopping)
    {
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            var start = time.GetTimestamp();
            try
            {
                await WatchAsync(onGone, stopping);
            }
            catch (ClusterException error)
            {
                logger.LogDebug("The watch over {Kind} \"{Name}\" ended: {Message}", api.Kind, name, error.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }

            failures = time.GetElapsedTime(start) >= Lasting ? 0 : failures + 1;
            await Task.Delay(_backoff.After(Math.Max(1, failures)), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(Action onGone, CancellationToken stopping)
    {
        var request = new WatchRequest(0, (int)timings.WatchFor.TotalSeconds, timings.Silence, $"metadata.name={name}");
        await using var watch = await client.OpenWatchAsync(api, request, stopping);
        onGone();
        while (await watch.NextAsync() is { } change)
        {
            if (change.Type == "ERROR")
                return;
            if (change.Type == "DELETED")
                onGone();
        }
    }
}
