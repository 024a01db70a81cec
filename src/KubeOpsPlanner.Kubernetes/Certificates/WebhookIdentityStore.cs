using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>
/// Loads the shared identity, makes it, and takes it from one state of a rotation to the next. Replicas agree by
/// compare-and-set: the first write wins and the others load it.
/// </summary>
internal sealed class WebhookIdentityStore(
    ICluster cluster,
    ObjectKey key,
    IReadOnlyList<string> names,
    CertificateTimings timings,
    TimeProvider time,
    ILogger logger)
{
    private volatile Loaded? _current;
    private volatile string _registered = "";

    /// <summary>What to serve with now; null until the first load.</summary>
    public WebhookIdentity? Current => _current?.Identity;

    /// <summary>Tells that the webhook configurations carry this identity's bundle.</summary>
    public void MarkRegistered(WebhookIdentity identity) => _registered = identity.AuthorityPem;

    public async Task<WebhookIdentity> LoadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var secret = await cluster.GetAsync(WebhookSecret.Resource, key, cancellationToken);
            if (secret is null || Read(secret) is not { } found)
            {
                await MakeAsync(secret, cancellationToken);
                continue;
            }

            if (found.Credentials.Step(names, time.GetUtcNow(), timings, IsTrusted) is { } next)
            {
                if (found.Identity != Current)
                {
                    found.Identity.Serving.Dispose();
                }

                await AdvanceAsync(secret, next, cancellationToken);
                continue;
            }

            // The certificate before it is not disposed: handshakes may be using it.
            _current = new Loaded(found.Credentials, found.Identity, secret.Metadata.ResourceVersion);
            return found.Identity;
        }
    }

    /// <summary>What has not changed is not read again: taking keys and certificates out of their text costs milliseconds.</summary>
    private (WebhookCredentials Credentials, WebhookIdentity Identity)? Read(WebhookSecret secret)
    {
        var now = time.GetUtcNow();
        return _current is { } current && current.Version == secret.Metadata.ResourceVersion
            && current.Identity.Serving.NotAfter.ToUniversalTime() > now.UtcDateTime
                ? (current.Credentials, current.Identity)
                : secret.Usable(names, now);
    }

    private bool IsTrusted(string authority) => _registered.Contains(authority.Trim(), StringComparison.Ordinal);

    private Task MakeAsync(WebhookSecret? unusable, CancellationToken cancellationToken)
    {
        var fresh = WebhookCredentials.Create(names, time.GetUtcNow(), timings.Validity, WebhookSecret.NewPathSegment());
        return WriteAsync(unusable, fresh, unusable is null ? "made" : "unusable, expired or for other names, so made anew", cancellationToken);
    }

    private Task AdvanceAsync(WebhookSecret secret, WebhookCredentials next, CancellationToken cancellationToken) => WriteAsync(
        secret,
        next,
        next.Next is not null ? "about to expire, so a successor was made" : next.PreviousAuthority is not null ? "changed over to its successor" : "alone again after a rotation",
        cancellationToken);

    private async Task WriteAsync(WebhookSecret? before, WebhookCredentials credentials, string what, CancellationToken cancellationToken)
    {
        var body = WebhookSecret.Write(key, credentials, before?.Metadata.ResourceVersion ?? "");
        try
        {
            if (before is null)
            {
                await cluster.CreateAsync(WebhookSecret.Api, body, cancellationToken);
            }
            else
            {
                await cluster.ReplaceAsync(WebhookSecret.Api, key, body, null, cancellationToken);
            }

            logger.LogInformation("The webhook certificate in Secret {Key} was {What}", key, what);
        }
        catch (ClusterException error) when (error.Code == HttpStatusCode.Conflict)
        {
            // Another replica was first; the next read finds what it wrote.
        }
    }

    private sealed record Loaded(WebhookCredentials Credentials, WebhookIdentity Identity, string Version);
}
