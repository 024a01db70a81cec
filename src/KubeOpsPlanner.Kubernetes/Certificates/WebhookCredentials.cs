using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Certificates;

/// <summary>
/// What the Secret holds, as text. A rotation goes through three states, each of them safe for as long as it lasts:
/// a successor is trusted but not served; it is served while its predecessor is still trusted; it is alone.
/// </summary>
/// <param name="Next">Trusted, not served yet.</param>
/// <param name="PreviousAuthority">Trusted for connections to replicas that have not changed over yet.</param>
internal sealed record WebhookCredentials(
    CertificatePems Current, CertificatePems? Next, string? PreviousAuthority, string PathSegment)
{
    /// <summary>
    /// The caBundle. The authority that is served comes first, so that the text differs in every state: an API server
    /// opens new connections for a new bundle, and a state is seen through to the handshake.
    /// </summary>
    public string Bundle => string.Concat(
        new[] { Current.Authority, Next?.Authority, PreviousAuthority }.OfType<string>().Select(pem => pem.TrimEnd('\n') + "\n"));

    /// <summary>Fresh for every name, with nothing before it.</summary>
    public static WebhookCredentials Create(IReadOnlyList<string> names, DateTimeOffset now, TimeSpan validity, string pathSegment) =>
        new(CertificateFactory.Create(names, now, validity), null, null, pathSegment);

    /// <param name="isTrusted">
    /// Whether the configurations carry this authority, as far as this replica knows: what nobody trusts is not served,
    /// however long it has waited.
    /// </param>
    /// <returns>The next state, or null while there is nothing to do.</returns>
    public WebhookCredentials? Step(
        IReadOnlyList<string> names, DateTimeOffset now, CertificateTimings timings, Func<string, bool> isTrusted)
    {
        if (Next is { } next)
        {
            return CertificateFactory.Age(next, now) >= timings.Overlap && isTrusted(next.Authority)
                ? this with { Current = next, Next = null, PreviousAuthority = Current.Authority }
                : null;
        }

        if (PreviousAuthority is not null)
        {
            // Twice, because its age counts from when it was made, and it has waited once.
            return CertificateFactory.Age(Current, now) >= timings.Overlap * 2 ? this with { PreviousAuthority = null } : null;
        }

        return CertificateFactory.Left(Current, now) < timings.RenewBefore
            ? this with { Next = CertificateFactory.Create(names, now, timings.Validity) }
            : null;
    }

    /// <returns>Null when it cannot be served: broken, expired, or for other names.</returns>
    /// <exception cref="Exception">Of the kinds that <see cref="WebhookSecret"/> takes for damage.</exception>
    public WebhookIdentity? ToIdentity(IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (Next is { } next)
        {
            using var readable = PemFiles.CertificateWithKey(next.Serving, next.ServingKey);
        }

        var serving = PemFiles.CertificateWithKey(Current.Serving, Current.ServingKey);
        if (serving.NotAfter.ToUniversalTime() > now.UtcDateTime
            && names.All(name => serving.MatchesHostname(name, allowWildcards: false, allowCommonName: false)))
        {
            return new WebhookIdentity(serving, Bundle, PathSegment);
        }

        serving.Dispose();
        return null;
    }
}
