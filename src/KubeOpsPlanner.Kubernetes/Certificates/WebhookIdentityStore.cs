using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>
/// Loads the shared identity, or makes it. Replicas that start together agree by compare-and-set: the first write wins
/// and the others load it.
/// </summary>
internal sealed class WebhookIdentityStore(
    ICluster cluster, ObjectKey key, IReadOnlyList<string> names, TimeProvider time, ILogger logger)
{
    private volatile Loaded? _current;

    /// <summary>What to serve with now; null until the first load.</summary>
    public WebhookIdentity? Current => _current?.Identity;

    public async Task<WebhookIdentity> LoadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var secret = await cluster.GetAsync(WebhookSecret.Resource, key, cancellationToken);
            if (secret is not null && _current is { } current && current.Version == secret.Metadata.ResourceVersion)
            {
                return current.Identity;
            }

            if (secret?.ToIdentity(names, time.GetUtcNow()) is { } identity)
            {
                _current = new Loaded(identity, secret.Metadata.ResourceVersion);
                return identity;
            }

            await WriteAsync(secret, cancellationToken);
        }
    }

    private async Task WriteAsync(WebhookSecret? unusable, CancellationToken cancellationToken)
    {
        var body = WebhookSecret.Create(key, names, time.GetUtcNow(), unusable?.Metadata.ResourceVersion ?? "");
        try
        {
            if (unusable is null)
            {
                await cluster.CreateAsync(WebhookSecret.Api, body, cancellationToken);
                logger.LogInformation("Made a webhook certificate for {Names} in Secret {Key}", string.Join(", ", names), key);
            }
            else
            {
                await cluster.ReplaceAsync(WebhookSecret.Api, key, body, null, cancellationToken);
                logger.LogWarning("Secret {Key} was unusable, expired or for other names: made it anew", key);
            }
        }
        catch (ClusterException error) when (error.Code == HttpStatusCode.Conflict)
        {
            // Another replica was first; the next read finds what it wrote.
        }
    }

    private sealed record Loaded(WebhookIdentity Identity, string Version);
}
